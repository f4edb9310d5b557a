//! What speaks for and against a name being the site's.

use crate::rank::features;

features!(
    /// What speaks for or against a candidate.
    Sign {
        SiteName: "meta: og:site_name",
        TitleLast: "title: the last part",
        TitleFirst: "title: a part between headline and last",
        TitleRest: "title: all but the headline",
        Feed: "link: the feed's title",
        Claim: "markup: site or publisher",
        App: "meta: application or publisher",
        Brand: "element: a brand or the site's name",
        Home: "element: a link home",
        Logo: "picture: in a brand or a link home",
        Copyright: "site: holder of the copyright",
        FirstHeading: "element: the first heading, not the headline",
        Address: "address: its first part",
        LikeHost: "address: like the name",
        Two: "ways: two",
        Three: "ways: three or more",
        Cut: "name: without its last word",
        Uncut: "name: ends with a word for feeds or pictures",
        Headline: "name: in the headline",
        IsHeadline: "name: the headline",
        HeadlineOfSite: "name: the headline, and what other places call the site",
        HasHeadline: "name: has the headline",
        Author: "name: an author's in a meta",
        Word: "name: one word",
        Long: "name: more than five words",
        Capitals: "name: several words with capitals",
        Given: "name: a common given name first",
        Owner: "name: an owner's",
        Media: "name: a word of papers and sites",
        Film: "name: words of films and reviews alone",
        FilmWord: "name: a word of films and reviews",
        Menu: "name: a word of menus",
        Marked: "name: signs that names lack",
        Domain: "name: an address",
        Digits: "name: figures",
        None: "none: always",
    }
);
