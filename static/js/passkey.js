// A passkey is made or used by the browser; what it answers goes with the page's own form.
const button = document.querySelector('[data-passkey]')
const form = document.getElementById('passkey')
const trouble = document.getElementById('passkey-trouble')

const ways = {
  make: (asked) => navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked)
  }),
  use: (asked) => navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked)
  })
}

async function ask () {
  trouble.hidden = true
  const { publicKey } = Object.values(JSON.parse(document.getElementById('passkey-options').textContent))[0]
  try {
    form.elements.credential.value = JSON.stringify(await ways[button.dataset.passkey](publicKey))
  } catch {
    trouble.hidden = false // refused, not there, or it took too long: browsers do not say which
    return
  }
  form.submit()
}

if (button && window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  button.hidden = false
  document.querySelector('[data-passkey-missing]').remove()
  button.addEventListener('click', ask)
}
