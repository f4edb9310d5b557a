//! Words that say that something happened to a film.

use ovation_language::lexicon::word_set;

word_set!(
    pub(super) PREMIERE,
    "premiere premieres premiered premiering première premières premièred weltpremiere uraufführung estreno estrenó estrena anteprima estreia estreou"
);
word_set!(
    pub(super) SCREENING,
    "screening screenings screened screens screen played aired shown projected unveiled debuted debut entries competed bowed"
);
word_set!(
    pub(super) OVATION,
    "ovation ovations applause applaudissements ovación ovazione applausi aplausos"
);
word_set!(
    pub(super) PRIZE,
    "award awards oscar oscars prize palme trophy trophies bafta baftas golden globe césar emmy prix honor honors honour \
    honours statuette prêmio prêmios premio premios preis bär medal"
);
word_set!(
    pub(super) WIN,
    "won win wins winning awarded received receives bagged bags earned took takes victory honored honoured collected scooped \
    landed accept accepts accepted accepting given taking sweeps swept venceu ganhou ganó vinto gewann remporté reçu nabbed claimed"
);
word_set!(
    pub(super) RELEASE,
    "release releases released releasing opens opened opening hit hits hitting arrive arrives arrived streaming streams slated \
    lands landed drops lançado lançamento estreia estreno estrena sortie kinostart uscita scheduled due"
);
word_set!(
    pub(super) CINEMA,
    "theaters theatres cinemas theater theatre cinema screens theatrically theatrical nationwide worldwide streaming netflix kinos salles \
    cines salas cinemas platforms prime hulu"
);
word_set!(pub(super) TRAILER, "trailer teaser tráiler");
word_set!(
    pub(super) LAUNCH,
    "unveiled unveils launched launches launch launching released releases dropped drops debuted debuts out unveil release"
);
word_set!(
    pub(super) FESTIVAL,
    "festival fest festivals biennale mostra berlinale filmfest filmfestival"
);
word_set!(
    pub(super) FEST_VERB,
    "opened opens kicked kicks begins began runs ran held returns returned closed wrapped starts started celebrates took takes"
);
word_set!(
    pub(super) NOMINATED,
    "nominated nomination nominations nod nods nominee nominees eligible shortlisted snubbed bid race contender"
);

// Premieres that are releases where no festival is named: the words of Spanish and Portuguese for both.
word_set!(pub(super) OPENS, "estreno estrenó estrena estreia estreou");
// Works that are no films.
word_set!(
    pub(super) OTHER_WORK,
    "series série serie miniseries season seasons show episode episodes album albums song songs book memoir novel podcast"
);
// Many films, no one of them.
word_set!(
    pub(super) MANY,
    "films movies releases flicks blockbusters filmes películas"
);
// What a golden or silver prize is cast as.
word_set!(
    pub(super) CAST,
    "lion lions bear bears leopard leopards shell shells globe globes palm palms pardo alexander tulip tiger horse"
);
// What a best one is chosen of: `Best Actress`.
word_set!(
    pub(super) BEST,
    "actor actress director picture film screenplay feature documentary supporting original adapted animated international \
     cinematography cinematographer score song short performance lead breakthrough editing costume costumes production"
);
// How an ovation comes about.
word_set!(
    pub(super) RECEIVED,
    "received receives receiving got gets earned earns drew draws gave given gives greeted met won wins brought with after to \
     lasted lasting lasts followed applauded erupted enjoyed landed sparked prompted garnered scored had"
);
// What a film does that is shown.
word_set!(pub(super) SHOWS, "screened screens bowed bows screening shown");
// What follows `award` where it is no prize.
word_set!(
    pub(super) AWARD_THING,
    "show shows season seasons ceremony ceremonies circuit buzz night campaign speech contender favorite favourite"
);
