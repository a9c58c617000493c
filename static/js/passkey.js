// A passkey is made or used by the browser; what it answers goes with the form in which its button stands.

const ways = {
  make: (asked) => navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked)
  }),
  use: (asked) => navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked)
  })
}

const SILENCE = 4000 // ms without an answer until that is said; what comes later still counts
const LONGEST = 30000 // ms until the server is asked no longer
let latest = null // of what was last pressed

// The button is shown where the browser can.
export function offer (form) {
  const button = form.querySelector('[data-passkey]')
  if (!button?.hidden || !window.PublicKeyCredential?.parseCreationOptionsFromJSON) return
  button.hidden = false
  form.querySelector('[data-passkey-missing]')?.remove()
  button.addEventListener('click', () => press(form, button.dataset))
}

async function press (form, { passkey, asks }) {
  const trouble = form.querySelector('[data-passkey-trouble]')
  latest?.abort()
  const mine = latest = new AbortController()
  const say = (isTrouble) => mine === latest && (trouble.hidden = !isTrouble)
  say(false)
  try {
    const asked = await (asks ? askedNow(asks, mine, say) : askedOnThePage())
    if (asked) form.elements.credential.value = JSON.stringify(await ways[passkey](asked.publicKey))
  } catch {
    say(true) // refused, not there, or it took too long: browsers do not say which
    return
  }
  form.noValidate = true // a passkey stands for what else would be required
  form.requestSubmit()
}

const askedOnThePage = () => Object.values(JSON.parse(document.getElementById('passkey-options').textContent))[0]

// Nothing where there is nothing to unlock any more: the form, as it stands, leads on.
async function askedNow (address, mine, say) {
  const silent = setTimeout(say, SILENCE, true)
  setTimeout(() => mine.abort(), LONGEST)
  try {
    const answer = await fetch(address, { cache: 'no-store', headers: { 'HX-Request': 'true' }, signal: mine.signal })
    if (answer.status === 200) return await answer.json()
    if (answer.status === 204 || answer.status === 401) return null
    throw new Error()
  } finally {
    clearTimeout(silent)
    say(false)
  }
}

const offerAll = () => [...document.forms].forEach(offer)

document.addEventListener('placed', offerAll) // of send.js
offerAll()
