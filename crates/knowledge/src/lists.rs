//! The lists that rows may add to.

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident = $key:literal),* $(,)?) => {
        /// A list of what is known.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum List { $($(#[$doc])* $name),* }

        impl List {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its name in a row: `hosts.own_names`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }
        }
    };
}

lists! {
    /// Hosts on which every name in front is a site of its own, beside those of the Public Suffix List.
    OwnNames = "hosts.own_names",
    /// Hosts at which anybody has an address of mail: they are nobody's outlet.
    OpenMail = "hosts.open_mail",
    /// First names of hosts that only send letters.
    Sending = "hosts.sending",
    /// Hosts that keep copies of pages in the AMP format, with the address within the path.
    AmpCaches = "hosts.amp_caches",
    /// Parameters of addresses that tell where a reader came from, in small letters.
    Tracking = "addresses.tracking",
    /// Beginnings of whole families of them.
    TrackingFamilies = "addresses.tracking_families",
    /// Parts of class names of the element that holds an article's text.
    ArticleBody = "publishing.article_body",
    /// Beginnings of class names that label a post and tell nothing of a place on the page.
    ClassLabels = "publishing.class_labels",
    /// Beginnings of words in class names of what stands beside an article.
    Beside = "publishing.beside",
    /// The same of what may hold much text.
    Apart = "publishing.apart",
    /// Parts of class names that say that readers rate, or an aggregator does.
    OthersRate = "publishing.others_rate",
    /// Attributes in which a rating's points stand.
    RatingAttributes = "publishing.rating_attributes",
    /// Attributes in which the top of its scale stands.
    TopAttributes = "publishing.top_attributes",
    /// Names of `meta` elements that name the author.
    AuthorMetas = "publishing.author_metas",
    /// Names of `meta` elements that tell when a page was published, the surest first.
    DateMetas = "publishing.date_metas",
    /// Domains of sites that are no outlets though reviews stand there. Rows of sites add to it.
    NoOutletHosts = "sites.hosts",
    /// Names of such sites, as they are printed where an outlet's name is expected.
    NoOutletNames = "sites.names",
    /// Whoever publishes scores made of many reviews, as running text names them: `scorers` and `scores`
    /// of rows of sites.
    Scorers = "sites.scorers",
    /// Those of them that are names of scores.
    Scores = "sites.scores",
    /// Words by which such a site calls a review for or against a film, in small letters.
    SiteVerdicts = "sites.verdicts",
    /// Where films are shown that are no cinemas.
    Streaming = "services.streaming",
    /// Names of companies as the model of titles learned them: what no film is called.
    TitleBodies = "titles.bodies",
    /// Names that stand before a film as its kind.
    TitleKinds = "titles.kinds",
    /// Names that stand for series.
    TitleSeries = "titles.series",
    /// Words behind a title of a restored copy: one or two each, in small letters without accents.
    Restorations = "editions.restoration",
    /// The same of another cut.
    Cuts = "editions.cut",
    /// The same of an anniversary of the film.
    Anniversaries = "editions.anniversary",
    /// The same of a way of showing it: a format, a language, a release anew.
    Showings = "editions.showing",
    /// Words that may stand among those and tell nothing by themselves.
    BesideEditions = "editions.beside",
}
