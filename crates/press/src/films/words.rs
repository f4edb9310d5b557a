//! What sort of word a word is beside a film's title: one look-up gives all.

use ovation_language::given::{EITHER, MEN, WOMEN};
use ovation_language::lexicon::digest;
use std::sync::LazyLock;

/// Sorts of words, one bit each.
pub(super) type Sorts = u32;

macro_rules! sorts {
    ($($(#[$doc:meta])* $name:ident = $bit:expr, $words:expr;)*) => {
        $($(#[$doc])* pub(super) const $name: Sorts = 1 << $bit;)*
        const LISTS: &[(Sorts, &str)] = &[$(($name, $words)),*];
    };
}

sorts! {
    /// `film` and what is one.
    FILM = 0, "film movie flick drama dramedy comedy thriller biopic documentary sequel prequel blockbuster starrer western \
        musical feature short picture animation reboot remake adaptation epic rom-com romcom horror spinoff spin-off whodunit \
        película filme longa longa-metragem documentário documental documentaire pellicola spielfilm installment instalment \
        screenplay flop bomb smash classic debut hit dud mockumentary docudrama cartoon noir slasher weepie tearjerker";
    /// More than one of them.
    FILMS = 1, "films movies flicks dramas comedies thrillers musicals features shorts pictures franchise trilogy saga sequels \
        prequels classics hits blockbusters remakes documentaries biopics westerns franchises projects películas filmes longas \
        productions epics rom-coms titles";
    /// Acting and being in a film.
    ACTS = 2, "star stars starred starring appear appears appeared appearing cast role roles featured acted acting played \
        performance performances character debut scene scenes portray portrays portrayed portraying plays playing co-stars co-starred \
        cameo part parts turn lead protagonist voiced voices voicing voice estrela protagonista reprise reprised reprising seen opposite";
    /// Making and watching films.
    MAKES = 3, "directed directing directs helmed helming wrote produced producing produces promoting promote promotes watch watched \
        watching filming filmed shooting shot released releasing release remake dirigiu réalisé made making saw seeing wrapped \
        reviewing reviewed loved co-wrote penned adapted";
    /// Parts of a film, and what is done with it.
    PARTS = 4, "premiere premieres premier screening trailer teaser set sequel release poster opening production remake rights version \
        scene scenes makers director directors success adaptation reboot promotion tour shoot filming starrer box-office ending \
        script screenplay plot cut footage soundtrack marketing producers crew posters viewers finale spinoff prequel premise \
        estreia trailer diretor elenco screenings showing cast";
    /// What stands after a title: `X star`, `X hits theaters`.
    AFTER = 5, "star stars starring starred director actor actress cast trailer teaser premiere sequel poster grossed premiered premieres \
        opens opened hits hit director's actor's screenwriter producer makers fame spinoff alum remake reboot set estreia \
        co-star co-stars costar character creator filmmaker helmer actors writer ending tells follows earned raked debuts debuted";
    /// Works that are no films, where a title is named; and what is no work.
    WORK = 6, "song songs album albums single book books novel novels memoir show shows sitcom tv podcast podcasts magazine newspaper \
        game games season track tracks soundtrack band concert tour website site blog channel network interview video host \
        livro programa novela música álbum hashtag brand company store label anthem play lyrics residency setlist magazine's";
    /// Series.
    SERIES = 7, "series show shows sitcom episode episodes season seasons miniseries docu-series docuseries série novela serie aired airs \
        television tv hbo episodic finale hosts hosted";
    /// Names beside `film` that say where it is from, by whom, or in which tongue.
    KIND = 8, "telugu tamil hindi malayalam kannada bengali marathi punjabi french german italian spanish british american korean japanese \
        chinese indian iranian australian canadian mexican brazilian european hollywood bollywood tollywood indie imax oscar oscars \
        oscar-winning academy latin english irish scottish russian african asian nigerian argentine danish swedish polish turkish \
        pan-india pan-indian christmas halloween sci-fi lgbtq english-language french-language rated pg tv pg-13 r-rated best original \
        covid-19 marvel netflix disney hulu hbo max amazon pixar universal starz dc comics warner sony paramount peacock showtime \
        brasil brasileiro thanksgiving bosnian serbian christian muslim jewish mcu cgi dvd blu-ray";
    /// Prizes.
    PRIZE = 9, "nomination nominations nominated trophies trophy award awards oscar oscars won win wins winning prize palme golden globe \
        bafta emmy nominee nominees honors winner winners nods academy snubbed";
    /// Words of companies, prizes, places and events.
    BODY = 10, "festival studio studios pictures awards award university times news entertainment academy guild association prize magazine post \
        journal county court department committee company corporation productions network media group records oscar oscars globe globes emmy \
        bafta palme hollywood bollywood broadway instagram twitter facebook youtube tiktok netflix disney college institute center centre \
        foundation museum club team republican democratic internet channel radio television tv deadline insiders fans critics police \
        guardian daily weekly reporter variety hulu hbo max peacock amazon warner bros paramount universal sony pixar marvel church school \
        bank hospital theater theatre mirror mtv cnn bbc abc nbc cbs podcast prime fest attractions fair gala";
    /// Places.
    PLACE = 11, "america usa u.s us uk u.k britain england ireland scotland wales london manchester paris france germany berlin munich spain madrid \
        barcelona italy rome venice milan europe asia africa india mumbai delhi chennai hyderabad kolkata bangalore china beijing \
        japan tokyo korea seoul canada toronto montreal vancouver mexico brazil australia sydney melbourne russia moscow \
        hollywood angeles york california texas florida georgia nevada vegas chicago boston atlanta washington brooklyn manhattan \
        miami dallas austin houston utah sundance cannes telluride burbank malibu beverly portugal lisbon greece athens turkey \
        istanbul egypt cairo israel iran iraq afghanistan pakistan ukraine kyiv poland warsaw sweden stockholm norway oslo denmark \
        copenhagen finland netherlands amsterdam belgium brussels austria vienna switzerland zurich hungary budapest \
        argentina chile colombia peru cuba jersey ohio michigan oregon seattle philadelphia detroit minnesota carolina virginia \
        tennessee nashville louisiana orleans alabama mississippi arizona colorado oklahoma kansas missouri hawaii alaska zealand \
        dublin edinburgh glasgow liverpool locarno karlovy busan tribeca";
    /// `like`, `including`, `called`: before examples and names.
    SUCH = 12, "like including such called titled entitled named namely dubbed include includes included";
    /// Genres, in small letters before or after what is one.
    GENRE = 13, "horror romantic romance sci-fi action superhero animated indie psychological crime war period historical fantasy adventure \
        spy science-fiction supernatural slasher erotic teen dark black gritty live-action upcoming hit cult acclaimed";
    /// Verbs that say somebody speaks or does, after a person.
    DOES = 14, "said says told tells wrote writes added adds tweeted posted explained recalled noted revealed shared admitted confirmed joked quipped \
        married dated met thinks believes wants knew knows got gets shared expressed continued concluded claimed responded";
    /// What films do: `X opened`, `X tells of`.
    SHOWN = 17, "premiered premieres premiering opened opens opening debuted debuts bowed bows grossed grosses screened screens hits hit arrives \
        arrived stars starred features follows tells chronicles centers revolves earned raked tops topped stars";
    /// Before a name that is given: `titled`.
    TITLED = 18, "titled entitled called named dubbed retitled renamed";
    /// Persons' things and kin.
    KIN = 15, "wife husband daughter son mother father mom dad sister brother girlfriend boyfriend ex character fans lawyer attorney attorneys rep team \
        performance career relationship marriage song album single wedding speech interview publicist";
}

/// Given names.
pub(super) const GIVEN: Sorts = 1 << 16;

macro_rules! numbered {
    ($(#[$doc:meta])* $name:ident, $words:expr) => {
        $(#[$doc])*
        pub(super) fn $name(word: u32) -> Option<usize> {
            static NUMBERS: LazyLock<Vec<(u32, usize)>> = LazyLock::new(|| {
                let words: &str = $words;
                let words = words.split_whitespace().enumerate();
                let mut numbers: Vec<(u32, usize)> =
                    words.map(|(number, word)| (digest(word), number + 1)).collect();
                numbers.sort_unstable();
                numbers
            });
            let at = NUMBERS.binary_search_by_key(&word, |&(key, _)| key).ok()?;
            NUMBERS.get(at).map(|&(_, number)| number)
        }
    };
}

numbered!(
    /// The number of a word before a title, of a closed list.
    before_number,
    "in of for from as like to by with at on the a an and or his her their its called titled including is was are that \
     about new upcoming latest first original after than into via while when see watch not no both these who starring \
     following between opposite against before since behind over or but had has have made did does love loved hate hated \
     skip saw seen seeing filming shooting making directing wrote writing produced directed took gave won lost beat left joined \
     known best next last previous second third 's also film movie role part trailer sequel review star cast version remake \
     debut success ending premiere screening release set scene season song album book novel series show play only another \
     acclaimed hit"
);
numbered!(
    /// The number of a word after a title, of a closed list.
    after_number,
    "star stars is was and or the to has had will in on at for with as that from but which who where when would starring \
     director actor actress franchise movies films movie film trailer premiere sequel series are co-star alum hits hit fame \
     also by 's were said says opens arrives until after before since because while than directed written produced based set \
     about a an his her its opened opening premiered debuted bowed screened released grossed earned made took won lost \
     beat led features follows tells cast crew team makers producer writer screenwriter actors \
     ending script poster teaser soundtrack remake prequel spinoff release season role roles moves \
     comes came got lands marks out back not this these then"
);

const SLOTS: usize = 8192;

static TABLE: LazyLock<Vec<(u32, Sorts)>> = LazyLock::new(|| {
    let mut slots = vec![(0_u32, 0_u32); SLOTS];
    let given = [(GIVEN, MEN), (GIVEN, WOMEN), (GIVEN, EITHER)];
    for &(sort, words) in LISTS.iter().chain(&given) {
        for word in words.split_whitespace() {
            let word = digest(word);
            let mut slot = word as usize % SLOTS;
            while let Some(place) = slots.get_mut(slot) {
                if place.1 == 0 || place.0 == word {
                    place.0 = word;
                    place.1 |= sort;
                    break;
                }
                slot = (slot + 1) % SLOTS;
            }
        }
    }
    slots
});

/// What sorts a word is of.
pub(super) fn sorts_of(word: u32) -> Sorts {
    let mut slot = word as usize % SLOTS;
    while let Some(&(key, sorts)) = TABLE.get(slot) {
        if sorts == 0 {
            return 0;
        }
        if key == word {
            return sorts;
        }
        slot = (slot + 1) % SLOTS;
    }
    0
}
