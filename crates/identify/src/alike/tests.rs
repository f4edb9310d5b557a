use super::*;

type Read = (i64, i64, &'static str);

fn record(critics: &[(i64, &str, &[Read])]) -> BTreeMap<CriticId, KnownCritic> {
    let made = critics.iter().map(|(id, names, reviews)| {
        let reviews = reviews.iter().map(|(outlet, film, day)| {
            let (day, is_for) = match day.strip_suffix('-') {
                Some(day) => (day, Some(false)),
                None => (*day, Some(true)),
            };
            Wrote {
                outlet: Some(OutletId(*outlet)),
                film: Some(FilmId(*film)),
                day: day.parse().ok(),
                is_for,
            }
        });
        let critic = KnownCritic {
            names: names.split('|').map(str::to_owned).collect(),
            reviews: reviews.collect(),
        };
        (CriticId(*id), critic)
    });
    made.collect()
}

#[test]
fn a_name_alone_suggests_nothing() {
    let alone = record(&[
        (1, "Ada Marlow", &[(1, 1, "2020-01-01")]),
        (2, "A. Marlow", &[(2, 2, "2020-01-01")]),
        (3, "Ada Marlow", &[(3, 3, "2020-01-01")]),
    ]);
    assert_eq!(may_be_one(&alone), []);
    let shared = record(&[
        (
            1,
            "Ada Marlow",
            &[(1, 1, "2020-01-01"), (1, 3, "2020-02-01")],
        ),
        (2, "A. Marlow", &[(1, 2, "2020-01-01")]),
    ]);
    let told = may_be_one(&shared);
    assert_eq!((told[0].from, told[0].into), (CriticId(2), CriticId(1)));
    assert_eq!(told[0].signs, [LikenessSign::SameOutlet(OutletId(1))]);
}

#[test]
fn two_who_reviewed_one_film_for_one_outlet_are_two() {
    let two = record(&[
        (
            1,
            "Ada Marlow",
            &[(1, 1, "2020-01-01"), (1, 3, "2020-02-01")],
        ),
        (2, "A. Marlow", &[(1, 1, "2020-01-01")]),
    ]);
    assert_eq!(may_be_one(&two), []);
}

#[test]
fn a_name_that_somebody_said_is_ones_too_is_a_sign_by_itself() {
    let told = may_be_one(&record(&[
        (1, "Ada Marlow|Cy Quill", &[(1, 1, "2020-01-01")]),
        (2, "Cy Quill", &[(2, 2, "2020-01-01")]),
    ]));
    assert_eq!(told[0].signs, [LikenessSign::CalledSo]);
}

#[test]
fn outlets_that_share_their_staff_make_one_name_one_persons() {
    let told = may_be_one(&record(&[
        (1, "Ada Marlow", &[(1, 1, "2020-01-01")]),
        (2, "Marlow Ada", &[(2, 2, "2020-01-01")]),
        (3, "Cy Quill", &[(1, 4, "2020-01-01"), (2, 5, "2020-01-01")]),
        (4, "Bo Finch", &[(1, 6, "2020-01-01"), (2, 7, "2020-01-01")]),
    ]));
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].signs, [LikenessSign::SharedStaff(2)]);
}

#[test]
fn a_familys_name_that_nobody_else_has_speaks_for_one_person() {
    let mut critics = record(&[
        (1, "Ada Marlowitz", &[(1, 1, "2020-01-01")]),
        (2, "Ada J. Marlowitz", &[(2, 2, "2020-01-01")]),
        (3, "Bo Common", &[(3, 3, "2020-01-01")]),
        (4, "Bo T. Common", &[(4, 4, "2020-01-01")]),
    ]);
    for id in 10..150 {
        let more = record(&[(id, "Some Common", &[(5, id, "2020-01-01")])]);
        critics.extend(more);
    }
    let told = may_be_one(&critics);
    let rare: Vec<_> = told.iter().map(|it| (it.from, it.signs.clone())).collect();
    assert_eq!(rare, [(CriticId(2), vec![LikenessSign::RareName])]);
}

#[test]
fn who_goes_from_one_outlet_to_another_may_be_one() {
    let old: &[Read] = &[
        (1, 1, "2019-01-01"),
        (1, 2, "2019-02-01"),
        (1, 3, "2019-03-01"),
    ];
    let new: &[Read] = &[
        (2, 4, "2020-01-01"),
        (2, 5, "2020-02-01"),
        (2, 6, "2020-03-01"),
    ];
    let told = may_be_one(&record(&[
        (1, "Ada Marlow", old),
        (2, "Ada M. Marlow", new),
    ]));
    assert_eq!(
        told[0].signs,
        [LikenessSign::OneAfterTheOther(
            "2020-01-01".parse().unwrap()
        )]
    );
    let both = may_be_one(&record(&[
        (1, "Ada Marlow", old),
        (
            2,
            "Ada M. Marlow",
            &[
                (2, 4, "2019-01-15"),
                (2, 5, "2020-02-01"),
                (2, 6, "2020-03-01"),
            ],
        ),
    ]));
    assert_eq!(both, []);
}

#[test]
fn one_name_with_a_film_in_two_outlets_may_be_two_people() {
    let told = may_be_two(&record(&[
        (
            1,
            "Ada Marlow",
            &[
                (1, 1, "2020-01-01"),
                (2, 1, "2020-01-02"),
                (2, 2, "2020-01-02"),
            ],
        ),
        (2, "Cy Quill", &[(1, 1, "2020-01-01"), (2, 2, "2020-01-02")]),
        (
            3,
            "Bo Finch",
            &[(1, 1, "2020-01-01"), (2, 1, "2020-01-09-")],
        ),
        (4, "Di Lark", &[(1, 1, "2020-01-01"), (2, 1, "2024-01-09-")]),
    ]));
    let shown: Vec<_> = told
        .iter()
        .map(|it| (it.critic.0, it.films, it.opposite, it.opposite_at_once))
        .collect();
    assert_eq!(shown, [(3, 1, 1, 1), (4, 1, 1, 0), (1, 1, 0, 0)]);
    assert_eq!(told[2].outlets, (OutletId(1), OutletId(2)));
}
