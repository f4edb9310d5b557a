//! Words that say that something happened to a film.

use crate::press::lexicon::WordSet;
use std::sync::LazyLock;

macro_rules! set {
    ($name:ident, $words:expr) => {
        pub(super) static $name: LazyLock<WordSet> = LazyLock::new(|| WordSet::new($words));
    };
}

set!(
    PREMIERE,
    "premiere premieres premiered premiering première premières premièred weltpremiere uraufführung estreno estrenó estrena anteprima estreia estreou"
);
set!(
    SCREENING,
    "screening screenings screened screens screen played aired shown projected unveiled debuted debut entries competed bowed"
);
set!(
    OVATION,
    "ovation ovations applause applaudissements ovación ovazione applausi aplausos"
);
set!(
    PRIZE,
    "award awards oscar oscars prize palme trophy trophies bafta baftas golden globe césar emmy prix honor honors honour \
    honours statuette prêmio prêmios premio premios preis bär medal"
);
set!(
    WIN,
    "won win wins winning awarded received receives bagged bags earned took takes victory honored honoured collected scooped \
    landed accept accepts accepted accepting given taking sweeps swept venceu ganhou ganó vinto gewann remporté reçu nabbed claimed"
);
set!(
    RELEASE,
    "release releases released releasing opens opened opening hit hits hitting arrive arrives arrived streaming streams slated \
    lands landed drops lançado lançamento estreia estreno estrena sortie kinostart uscita scheduled due"
);
set!(
    CINEMA,
    "theaters theatres cinemas theater theatre cinema screens theatrically theatrical nationwide worldwide streaming netflix kinos salles \
    cines salas cinemas platforms prime hulu"
);
set!(TRAILER, "trailer teaser tráiler");
set!(
    LAUNCH,
    "unveiled unveils launched launches launch launching released releases dropped drops debuted debuts out unveil release"
);
set!(
    FESTIVAL,
    "festival fest festivals biennale mostra berlinale filmfest filmfestival"
);
set!(
    FEST_VERB,
    "opened opens kicked kicks begins began runs ran held returns returned closed wrapped starts started celebrates took takes"
);
set!(
    NOMINATED,
    "nominated nomination nominations nod nods nominee nominees eligible shortlisted snubbed bid race contender"
);

// Premieres that are releases where no festival is named: the words of Spanish and Portuguese for both.
set!(OPENS, "estreno estrenó estrena estreia estreou");
// Works that are no films.
set!(
    OTHER_WORK,
    "series série serie miniseries season seasons show episode episodes album albums song songs book memoir novel podcast"
);
// Many films, no one of them.
set!(
    MANY,
    "films movies releases flicks blockbusters filmes películas"
);
// What a golden or silver prize is cast as.
set!(
    CAST,
    "lion lions bear bears leopard leopards shell shells globe globes palm palms pardo alexander tulip tiger horse"
);
// What a best one is chosen of: `Best Actress`.
set!(
    BEST,
    "actor actress director picture film screenplay feature documentary supporting original adapted animated international \
     cinematography cinematographer score song short performance lead breakthrough editing costume costumes production"
);
// How an ovation comes about.
set!(
    RECEIVED,
    "received receives receiving got gets earned earns drew draws gave given gives greeted met won wins brought with after to \
     lasted lasting lasts followed applauded erupted enjoyed landed sparked prompted garnered scored had"
);
// What a film does that is shown.
set!(SHOWS, "screened screens bowed bows screening shown");
// What follows `award` where it is no prize.
set!(
    AWARD_THING,
    "show shows season seasons ceremony ceremonies circuit buzz night campaign speech contender favorite favourite"
);
