//! Classes of words and marks: closed lists of five languages, and what a word's shape says.

use std::sync::LazyLock;

/// What sort of word or mark a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Class {
    /// Before the first and after the last token.
    Edge,
    /// A word in small letters of which nothing else is known.
    Small,
    /// A word with a capital.
    Name,
    /// A word all in capitals, two letters or more.
    Capitals,
    /// A number.
    Number,
    /// `he`, `she`, `they`: a person as subject.
    He,
    /// `I`, `we`, `you`.
    I,
    /// `it`, `this`, `there`.
    It,
    /// `him`, `them`.
    Him,
    /// `her`, which is both.
    Her,
    /// `his`, `their`, `its`, `my`.
    His,
    /// `the`.
    The,
    /// `a`, `some`, `each`.
    A,
    /// `is`, `had`, `would`.
    Be,
    /// `in`, `of`, `for`.
    In,
    /// `to`.
    To,
    /// `and`, `or`, `but`.
    And,
    /// `that`.
    That,
    /// `if`, `because`, `while`.
    If,
    /// `who`.
    Who,
    /// `what`, `how`, `which`.
    What,
    /// `not`, `never`.
    Not,
    /// `also`, `again`, words in `-ly`.
    Also,
    /// A verb of speech in a form that takes a subject: `said`, `writes`, `a déclaré`.
    Said,
    /// A verb of speech without one: `saying`, `adding`.
    Saying,
    /// Ends in `-ed`.
    Ed,
    /// Ends in `-ing`.
    Ing,
    /// `Mr.`, `Sen.`, `director`: stands before a name.
    Title,
    /// A role in small letters: `director`, `actress`, `spokesman`.
    Role,
    /// Days, months, `yesterday`.
    Day,
    /// `'s`.
    Genitive,
    /// `,`.
    Comma,
    /// `.`, `!`, `?`.
    Stop,
    /// `…`.
    Ellipsis,
    /// `:`.
    Colon,
    /// `;`.
    Semicolon,
    /// A dash.
    Dash,
    /// A bracket.
    Bracket,
    /// A quotation mark that opens.
    Open,
    /// One that closes.
    Close,
    /// One that may do either, or an apostrophe.
    Mark,
    /// Any other sign.
    Sign,
}

impl Class {
    /// Whether it is a word or a number.
    pub fn is_word(self) -> bool {
        (Self::Small as u8..=Self::Day as u8).contains(&(self as u8))
    }

    /// Whether it is a name or a word in capitals.
    pub fn is_name(self) -> bool {
        matches!(self, Self::Name | Self::Capitals | Self::Title)
    }

    /// Whether a clause may end before it.
    pub fn is_break(self) -> bool {
        !self.is_word() && self != Self::Genitive
    }
}

/// Where digests begin (the offset of 32-bit FNV-1a).
pub const SEED: u32 = 0x811c_9dc5;

/// Adds a letter to a digest.
#[inline]
pub fn mix(digest: u32, letter: u32) -> u32 {
    (digest ^ letter).wrapping_mul(0x0100_0193).rotate_left(5)
}

/// A letter made small, as a number.
#[inline]
pub fn small(letter: char) -> u32 {
    if letter.is_ascii() {
        return u32::from(letter.to_ascii_lowercase());
    }
    letter.to_lowercase().next().map_or(0, u32::from)
}

/// The digest of a word as the reader of press takes texts apart.
pub fn digest(word: &str) -> u32 {
    word.chars().fold(SEED, |digest, letter| {
        let letter = match letter {
            '’' | 'ʼ' => '\'',
            '‑' => '-',
            other => other,
        };
        mix(digest, small(letter))
    })
}

/// The class of a sign.
pub fn class_of_mark(letter: char) -> Class {
    match letter {
        ',' | '،' | '、' => Class::Comma,
        '.' | '!' | '?' | '。' | '！' | '？' | '¡' | '¿' => Class::Stop,
        '…' => Class::Ellipsis,
        ':' => Class::Colon,
        ';' => Class::Semicolon,
        '-' | '–' | '—' | '―' => Class::Dash,
        '(' | ')' | '[' | ']' | '{' | '}' => Class::Bracket,
        '“' | '„' | '«' | '‹' | '‘' | '‚' | '‟' | '「' | '『' => Class::Open,
        '”' | '»' | '›' | '’' | '」' | '』' => Class::Close,
        '"' | '\'' | '`' | '＂' => Class::Mark,
        _ => Class::Sign,
    }
}

/// The class of a word: by the lists, else by its shape.
pub fn class_of(word: u32, is_capital: bool, is_all_capitals: bool, tail: [u32; 3]) -> Class {
    let listed = LISTS.get(word);
    if let Some(class) = listed {
        // `Said` at the head of a sentence stays a verb; `Will` and `May` in a name are looked at
        // where names are read.
        if class == Class::Role && is_capital {
            return Class::Title;
        }
        // `US` and `WHO` are names.
        if is_all_capitals
            && matches!(
                class,
                Class::Him | Class::It | Class::Who | Class::The | Class::What
            )
        {
            return Class::Capitals;
        }
        return class;
    }
    if is_all_capitals {
        return Class::Capitals;
    }
    if is_capital {
        return Class::Name;
    }
    match tail {
        [_, e, d] if e == u32::from('e') && d == u32::from('d') => Class::Ed,
        [i, n, g] if i == u32::from('i') && n == u32::from('n') && g == u32::from('g') => {
            Class::Ing
        }
        [_, l, y] if l == u32::from('l') && y == u32::from('y') => Class::Also,
        _ => Class::Small,
    }
}

/// Whether a full stop after the word is part of it.
pub fn is_abbreviation(word: u32) -> bool {
    ABBREVIATIONS.binary_search(&word).is_ok()
}

static ABBREVIATIONS: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let mut digests: Vec<u32> = "mr mrs ms dr sen sens rep reps gov gen lt col sgt capt cmdr adm rev \
        hon prof st jr sr vs no nos inc corp co u.s u.k u.n d.c a.m p.m e.g i.e mme mlle mm hr fr \
        sra srta sig dott nr bzw ca jan feb aug sept oct nov dec pres supt det mt ft messrs d-calif \
        ph.d m.d u.s.a l.a n.y"
        .split_whitespace()
        .map(digest)
        .collect();
    digests.sort_unstable();
    digests
});

/// A set of words, by digest.
#[derive(Debug)]
pub struct WordSet {
    /// Digests, sorted.
    words: Vec<u32>,
    /// A bit for each of their last nine bits: nearly all words that are asked for are in no set.
    likely: [u64; 8],
}

impl WordSet {
    /// Takes words with white space between.
    pub fn new(words: &str) -> Self {
        let mut words: Vec<u32> = words.split_whitespace().map(digest).collect();
        words.sort_unstable();
        let mut likely = [0; 8];
        for &word in &words {
            if let Some(bits) = likely.get_mut(word as usize / 64 % 8) {
                *bits |= 1_u64 << (word % 64);
            }
        }
        Self { words, likely }
    }

    /// Whether a word is in it.
    #[inline]
    pub fn has(&self, word: u32) -> bool {
        let bits = self.likely.get(word as usize / 64 % 8);
        bits.is_some_and(|bits| bits >> (word % 64) & 1 == 1)
            && self.words.binary_search(&word).is_ok()
    }
}

/// Names a set of words, made when it is first asked.
#[macro_export]
macro_rules! word_set {
    ($visibility:vis $name:ident, $words:expr) => {
        $visibility static $name: std::sync::LazyLock<$crate::lexicon::WordSet> =
            std::sync::LazyLock::new(|| $crate::lexicon::WordSet::new($words));
    };
}
pub use word_set;

/// Look-up of listed words by digest: open addressing, filled once.
struct Lists {
    slots: Vec<(u32, u8)>,
}

const SLOTS: usize = 8192;

impl Lists {
    fn get(&self, word: u32) -> Option<Class> {
        let mut slot = word as usize % SLOTS;
        loop {
            let &(key, class) = self.slots.get(slot)?;
            if class == 0 {
                return None;
            }
            if key == word {
                return CLASSES.get(class as usize - 1).copied();
            }
            slot = (slot + 1) % SLOTS;
        }
    }

    fn put(&mut self, word: u32, class: u8) {
        let mut slot = word as usize % SLOTS;
        while let Some(place) = self.slots.get_mut(slot) {
            if place.1 == 0 {
                *place = (word, class);
                return;
            }
            if place.0 == word {
                return;
            }
            slot = (slot + 1) % SLOTS;
        }
    }
}

const CLASSES: [Class; 24] = [
    Class::He,
    Class::I,
    Class::It,
    Class::Him,
    Class::Her,
    Class::His,
    Class::The,
    Class::A,
    Class::Be,
    Class::In,
    Class::To,
    Class::And,
    Class::That,
    Class::If,
    Class::Who,
    Class::What,
    Class::Not,
    Class::Also,
    Class::Said,
    Class::Saying,
    Class::Title,
    Class::Role,
    Class::Day,
    Class::Number,
];

/// The lists, in the order of `CLASSES`; a word in two is of the first.
const WORDS: [&str; 24] = [
    // He
    "he she they ele ela eles elas il elle ils elles er sie él ella ellos ellas egli lei lui loro he's she's they're \
     he'd she'd they'd he'll she'll they'll they've",
    // I
    "i we you i'm i've i'd i'll we're we've we'll we'd you're you've you'll you'd je nous vous tu \
     ich wir ihr yo nosotros io noi voi j'ai c'est",
    // It
    "it it's there there's this these those it'll es ça cela ce esto eso ciò there'd",
    // Him
    "him them me us himself herself themselves myself itself ourselves ihm ihnen ihn lo les le",
    "her",
    // His
    "his their its my our your sa ses leur leurs mon ma mes sein seine seiner seinem seinen ihre \
     ihrer ihrem ihren su sus mi mis suo sua suoi sue mio mia",
    // The
    "the der das dem den des la las los el il gli i' l'",
    // A
    "a an some any each every many several few most all both another no one two three four five six \
     seven eight nine ten un une ein eine einer einem einen una uno half such other others more less",
    // Be
    "is are was were be been being am has have had having do does did will would can could should may \
     might must shall isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't \
     wouldn't can't couldn't shouldn't cannot est sont était étaient ont avait avaient haben hatte \
     hatten ist sind waren ha han había habían hanno aveva avevano è sono era erano wird wurde",
    // In
    "in of for on at with by from about into over after before during against between through under \
     without within among toward towards upon across around near since until despite behind beyond \
     amid amongst per via off like unlike out up down back as than regarding concerning along past \
     selon según laut secondo de du à au aux dans pour sur avec par en sans chez vers von zu mit bei aus nach für über auf im \
     am beim zum zur con por para sin sobre di del dello della dei delle da dal nel nella con su per tra",
    // To
    "to",
    // And
    "and or but nor yet et ou mais und oder aber y o pero e ma",
    // That
    "that that's que qu'il qu'elle dass che",
    // If
    "if whether because while although though unless so lest wenn weil ob obwohl si porque aunque \
     perché parce puisque lorsque",
    // Who
    "who whom whose qui quien wer chi",
    // What
    "what which how why when where whatever whoever wherever what's who's how's quoi comment pourquoi \
     quand où was wie warum wann wo qué cómo cuándo dónde cosa quando dove",
    // Not
    "not never n't nicht kein keine pas jamais nie nunca non mai",
    // Also
    "also further furthermore additionally again then now just even still already only too very once often always ever perhaps maybe \
     instead however meanwhile later earlier recently first last soon here away together almost \
     repeatedly publicly rather ago aussi encore déjà ensuite auch noch schon dann también todavía \
     además anche ancora poi",
    // Said
    "said says say read reads told tells tell added adds add wrote writes write asked asks ask noted notes note \
     argued argues argue claimed claims claim explained explains explain insisted insists insist \
     recalled recalls recall continued continues responded responds replied replies reply declared \
     declares declare announced announces announce stated states acknowledged acknowledges admitted \
     admits admit agreed agrees agree concluded concludes confirmed confirms confirm contended contends \
     countered denied denies deny emphasized exclaimed gushed joked jokes lamented mentioned mused \
     observed observes pointed pledged predicted predicts promised promises proclaimed quipped quips \
     remarked remarks remembered reminded repeated reported reports revealed reveals shared shot shouted \
     snapped stressed suggested suggests tweeted tweets posted posts teased teases vowed warned warns \
     whispered wondered yelled cried complained commented comments captioned boasted bragged described \
     describes called calls dubbed hailed praised cautioned asserted asserts alleged alleges testified \
     opined enthused elaborated ended began begins finished went goes insist reiterated recounted \
     reflected noted shares penned raved summed sighed laughed chimed fumed scoffed ranted retorted \
     interjected volunteered speculated theorized thought thinks believes believed feels felt hoped hopes \
     déclaré déclare déclarait dit disait affirmé affirme expliqué explique ajouté ajoute raconté raconte \
     confié confie estimé estime souligné souligne précisé précise répondu répond assuré assure lancé \
     lance écrit rappelé rappelle reconnu reconnaît poursuivi poursuit conclu conclut résumé résume \
     indiqué indique annoncé annonce avoué avoue plaisanté plaisante commenté commente \
     sagte sagt sagten gesagt erklärte erklärt meinte meint erzählte erzählt betonte betont fügte \
     ergänzte schrieb schreibt geschrieben antwortete antwortet berichtete berichtet kommentierte \
     scherzte verriet gestand erinnerte behauptete fragte fragt zitierte verkündete bekräftigte rief lobte \
     dijo dice dijeron decía declaró declara declarado afirmó afirma afirmado explicó explica explicado \
     añadió añade agregó aseguró asegura contó cuenta señaló señala comentó comenta confesó confiesa \
     respondió responde recordó recuerda escribió escribe apuntó subrayó destacó indicó sostuvo bromeó \
     insistió concluyó anunció reconoció manifestó expresó dicho \
     afirmou declarou contou contava explicou acrescentou revelou comentou escreveu respondeu lembrou \
     destacou ressaltou brincou completou confessou anunciou garantiu avaliou dito diz dizem \
     detto disse dichiarato dichiara dichiarò spiegato spiega spiegò raccontato racconta raccontò aggiunto \
     aggiunge aggiunse affermato afferma affermò scritto scrive scrisse risposto risponde rispose \
     commentato commenta confessato confessa sottolineato sottolinea ricordato ricorda concluso conclude \
     ammesso ammette annunciato annuncia rivelato rivela scherzato osservato osserva",
    // Saying
    "saying adding telling noting writing arguing claiming explaining asking calling insisting recalling \
     declaring announcing suggesting warning joking stating promising tweeting posting describing \
     according complaining admitting pointing",
    // Title
    "mr mrs ms dr sen rep gov gen sir dame lady lord judge justice prof prime \
     secretary vice speaker mayor monsieur madame mme mlle herr frau señor señora sr sra signor signora don doña",
    // Role
    "director filmmaker actor actress star producer screenwriter writer author critic spokesman \
     spokeswoman spokesperson president senator governor congressman congresswoman candidate nominee \
     reporter journalist analyst strategist professor executive chairman chairwoman chief manager \
     representative lawyer attorney publicist composer cinematographer editor host comedian singer \
     rapper musician playwright showrunner co-star costar co-director co-writer agent source sources \
     insider officials official people fans fan critics user cinéaste réalisateur réalisatrice acteur \
     actrice comédien comédienne metteur producteur productrice scénariste regisseur regisseurin \
     schauspieler schauspielerin produzent produzentin director directora diretor diretora ator atriz cineasta roteirista produtor produtora actor cineasta productor \
     guionista regista attore attrice produttore sceneggiatore",
    // Day
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight january february \
     march april june july august september october november december",
    // Number
    "million billion hundred thousand percent",
];

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists {
        slots: vec![(0, 0); SLOTS],
    };
    for (at, words) in WORDS.iter().enumerate() {
        let class = u8::try_from(at + 1).unwrap_or(0);
        for word in words.split_whitespace() {
            lists.put(digest(word), class);
        }
    }
    lists
});
