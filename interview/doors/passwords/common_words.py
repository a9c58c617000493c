"""Words that passwords are commonly made of in Finland. Django's own list has the English ones.

Words of four letters or more, in small letters; of a word and its longer forms the shortest will do.
"""

FINNISH = """
    salasana tunnussana tunnus salainen avain sana käyttäjä ylläpito työntekijä sosiaali asiakas kunta palvelu
    hyvinvointi toimisto virasto turvallinen tervetuloa terve moikka huomenta päivää iltaa kiitos anteeksi
    hyvä paras mahtava ihana kaunis suomi suomalainen sauna sisu helsinki espoo tampere vantaa oulu turku
    jyväskylä lahti kuopio pori kouvola joensuu lappeenranta vaasa rovaniemi seinäjoki kotka hämeenlinna
    kesä talvi syksy kevät tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu
    lokakuu marraskuu joulukuu joulu juhannus vappu pääsiäinen maanantai tiistai keskiviikko torstai
    perjantai lauantai sunnuntai viikko vuosi kulta rakas rakkaus muru onni elämä perhe äiti lapsi lapset
    poika tyttö ystävä koti kissa koira hevonen karhu susi kettu orava perhonen lintu leijona kukka ruusu
    aurinko taivas tähti meri järvi metsä mansikka mustikka peruna makkara kahvi olut jääkiekko jalkapallo
    kiekko pallo auto traktori musta valkoinen punainen sininen keltainen vihreä perkele saatana vittu paska
    matti mikko pekka juha jari antti timo maria anna liisa maija sanna johanna katja hanna
"""
SWEDISH = """
    lösenord lösen hemlig hemlighet användare nyckel arbetare socialarbetare klient kommun tjänst välfärd
    kontor trygg välkommen hejsan morgon kväll tack ursäkta underbar vacker finland sverige svensk bastu
    helsingfors esbo tammerfors vanda uleåborg åbo vasa borgå karleby jakobstad mariehamn stockholm sommar
    vinter höst vår januari februari mars april juni juli augusti september oktober november december jul
    midsommar påsk måndag tisdag onsdag torsdag fredag lördag söndag vecka året älskling älskar kärlek
    hjärta lycka livet familj mamma pappa barn pojke flicka vän hemma katt hund häst björn varg räv fågel
    fjäril lejon blomma solros himmel stjärna havet skogen jordgubbe blåbär potatis korv kaffe fotboll
    ishockey hockey svart vit röd blå gul grön fan jävla helvete skit anders johan lars erik karin kristina
"""
ENGLISH = """
    password passphrase welcome letmein login admin administrator secret iloveyou monkey dragon football
    hockey princess sunshine summer winter autumn spring master changeme default test demo user worker
    supervisor officer social
"""
LONG_ENOUGH = 4  # letters; a shorter one stands in other words by chance

COMMON_WORDS = frozenset(
    word for word in f"{FINNISH} {SWEDISH} {ENGLISH}".split() if len(word) >= LONG_ENOUGH
)
