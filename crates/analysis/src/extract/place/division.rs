//! States and provinces: as they are written behind a city, and by the area code of a number.

use super::super::page::{Gap, Page, TokenKind};

/// A state or province: country (ISO 3166-1) and GeoNames' code of the division.
pub(super) type Division = (&'static str, &'static str);

/// States of the United States by name.
const STATES: &[(&str, &str)] = &[
    ("alabama", "AL"),
    ("alaska", "AK"),
    ("arizona", "AZ"),
    ("arkansas", "AR"),
    ("california", "CA"),
    ("colorado", "CO"),
    ("connecticut", "CT"),
    ("delaware", "DE"),
    ("florida", "FL"),
    ("georgia", "GA"),
    ("hawaii", "HI"),
    ("idaho", "ID"),
    ("illinois", "IL"),
    ("indiana", "IN"),
    ("iowa", "IA"),
    ("kansas", "KS"),
    ("kentucky", "KY"),
    ("louisiana", "LA"),
    ("maine", "ME"),
    ("maryland", "MD"),
    ("massachusetts", "MA"),
    ("michigan", "MI"),
    ("minnesota", "MN"),
    ("mississippi", "MS"),
    ("missouri", "MO"),
    ("montana", "MT"),
    ("nebraska", "NE"),
    ("nevada", "NV"),
    ("new hampshire", "NH"),
    ("new jersey", "NJ"),
    ("new mexico", "NM"),
    ("new york", "NY"),
    ("north carolina", "NC"),
    ("north dakota", "ND"),
    ("ohio", "OH"),
    ("oklahoma", "OK"),
    ("oregon", "OR"),
    ("pennsylvania", "PA"),
    ("rhode island", "RI"),
    ("south carolina", "SC"),
    ("south dakota", "SD"),
    ("tennessee", "TN"),
    ("texas", "TX"),
    ("utah", "UT"),
    ("vermont", "VT"),
    ("virginia", "VA"),
    ("washington", "WA"),
    ("west virginia", "WV"),
    ("wisconsin", "WI"),
    ("wyoming", "WY"),
];

/// Provinces of Canada: short, name, GeoNames' code.
const PROVINCES: &[(&str, &str, &str)] = &[
    ("AB", "alberta", "01"),
    ("BC", "british columbia", "02"),
    ("MB", "manitoba", "03"),
    ("NB", "new brunswick", "04"),
    ("NL", "newfoundland", "05"),
    ("NS", "nova scotia", "07"),
    ("ON", "ontario", "08"),
    ("PE", "prince edward", "09"),
    ("QC", "quebec", "10"),
    ("SK", "saskatchewan", "11"),
];

/// States of Australia: short, name, GeoNames' code.
const AUSTRALIA: &[(&str, &str, &str)] = &[
    ("ACT", "australian capital", "01"),
    ("NSW", "new south wales", "02"),
    ("NT", "northern territory", "03"),
    ("QLD", "queensland", "04"),
    ("SA", "south australia", "05"),
    ("TAS", "tasmania", "06"),
    ("VIC", "victoria", "07"),
    ("WA", "western australia", "08"),
];

/// Area codes of the North American plan by division (NANPA and CNAC, 2025).
const AREAS: &[(Division, &[u16])] = &[
    (("US", "AL"), &[205, 251, 256, 334, 659, 938]),
    (("US", "AK"), &[907]),
    (("US", "AZ"), &[480, 520, 602, 623, 928]),
    (("US", "AR"), &[327, 479, 501, 870]),
    (
        ("US", "CA"),
        &[
            209, 213, 279, 310, 323, 341, 350, 369, 408, 415, 424, 442, 510, 530, 559, 562, 619,
            626, 628, 650, 657, 661, 669, 707, 714, 747, 760, 805, 818, 820, 831, 840, 858, 909,
            916, 925, 949, 951,
        ],
    ),
    (("US", "CO"), &[303, 719, 720, 970, 983]),
    (("US", "CT"), &[203, 475, 860, 959]),
    (("US", "DE"), &[302]),
    (("US", "DC"), &[202, 771]),
    (
        ("US", "FL"),
        &[
            239, 305, 321, 324, 352, 386, 407, 448, 561, 645, 656, 689, 727, 728, 754, 772, 786,
            813, 850, 863, 904, 941, 954,
        ],
    ),
    (
        ("US", "GA"),
        &[229, 404, 470, 478, 678, 706, 762, 770, 912, 943],
    ),
    (("US", "HI"), &[808]),
    (("US", "ID"), &[208, 986]),
    (
        ("US", "IL"),
        &[
            217, 224, 309, 312, 331, 447, 464, 618, 630, 708, 730, 773, 779, 815, 847, 861, 872,
        ],
    ),
    (("US", "IN"), &[219, 260, 317, 463, 574, 765, 812, 930]),
    (("US", "IA"), &[319, 515, 563, 641, 712]),
    (("US", "KS"), &[316, 620, 785, 913]),
    (("US", "KY"), &[270, 364, 502, 606, 859]),
    (("US", "LA"), &[225, 318, 337, 504, 985]),
    (("US", "ME"), &[207]),
    (("US", "MD"), &[227, 240, 301, 410, 443, 667]),
    (("US", "MA"), &[339, 351, 413, 508, 617, 774, 781, 857, 978]),
    (
        ("US", "MI"),
        &[
            231, 248, 269, 313, 517, 586, 616, 679, 734, 810, 906, 947, 989,
        ],
    ),
    (("US", "MN"), &[218, 320, 507, 612, 651, 763, 924, 952]),
    (("US", "MS"), &[228, 601, 662, 769]),
    (("US", "MO"), &[235, 314, 417, 557, 573, 636, 660, 816, 975]),
    (("US", "MT"), &[406]),
    (("US", "NE"), &[308, 402, 531]),
    (("US", "NV"), &[702, 725, 775]),
    (("US", "NH"), &[603]),
    (
        ("US", "NJ"),
        &[201, 551, 609, 640, 732, 848, 856, 862, 908, 973],
    ),
    (("US", "NM"), &[505, 575]),
    (
        ("US", "NY"),
        &[
            212, 315, 329, 332, 347, 363, 516, 518, 585, 607, 631, 646, 680, 716, 718, 838, 845,
            914, 917, 929, 934,
        ],
    ),
    (
        ("US", "NC"),
        &[252, 336, 472, 704, 743, 828, 910, 919, 980, 984],
    ),
    (("US", "ND"), &[701]),
    (
        ("US", "OH"),
        &[
            216, 220, 234, 283, 326, 330, 380, 419, 436, 440, 513, 567, 614, 740, 937,
        ],
    ),
    (("US", "OK"), &[405, 539, 572, 580, 918]),
    (("US", "OR"), &[458, 503, 541, 971]),
    (
        ("US", "PA"),
        &[
            215, 223, 267, 272, 412, 445, 484, 570, 582, 610, 717, 724, 814, 835, 878,
        ],
    ),
    (("US", "RI"), &[401]),
    (("US", "SC"), &[803, 821, 839, 843, 854, 864]),
    (("US", "SD"), &[605]),
    (("US", "TN"), &[423, 615, 629, 731, 865, 901, 931]),
    (
        ("US", "TX"),
        &[
            210, 214, 254, 281, 325, 346, 361, 409, 430, 432, 469, 512, 682, 713, 726, 737, 806,
            817, 830, 832, 903, 915, 936, 940, 945, 956, 972, 979,
        ],
    ),
    (("US", "UT"), &[385, 435, 801]),
    (("US", "VT"), &[802]),
    (
        ("US", "VA"),
        &[276, 434, 540, 571, 686, 703, 757, 804, 826, 948],
    ),
    (("US", "WA"), &[206, 253, 360, 425, 509, 564]),
    (("US", "WV"), &[304, 681]),
    (("US", "WI"), &[262, 274, 353, 414, 534, 608, 715, 920]),
    (("US", "WY"), &[307]),
    (("CA", "01"), &[368, 403, 587, 780, 825]),
    (("CA", "02"), &[236, 250, 257, 604, 672, 778]),
    (("CA", "03"), &[204, 431, 584]),
    (("CA", "04"), &[428, 506]),
    (("CA", "05"), &[709, 879]),
    (("CA", "07"), &[782, 902]),
    (
        ("CA", "08"),
        &[
            226, 249, 289, 343, 365, 382, 416, 437, 519, 548, 613, 647, 683, 705, 742, 753, 807,
            905, 942,
        ],
    ),
    (
        ("CA", "10"),
        &[263, 354, 367, 418, 438, 450, 468, 514, 579, 581, 819, 873],
    ),
    (("CA", "11"), &[306, 474, 639]),
];

/// The division whose area code a number of the North American plan (`+1…`, E.164) begins with.
pub(super) fn of_number(e164: &str) -> Option<Division> {
    let area: u16 = e164.strip_prefix("+1")?.get(..3)?.parse().ok()?;
    AREAS
        .iter()
        .find(|(_, codes)| codes.contains(&area))
        .map(|(division, _)| *division)
}

/// The divisions that the words at a token may name (`TX`, `ON`, `Oregon`): short forms only in capitals.
pub(super) fn written(page: &Page<'_>, at: usize) -> Vec<Division> {
    let Some(token) = page.tokens.get(at).filter(|t| t.kind == TokenKind::Word) else {
        return Vec::new();
    };
    let (start, end) = page.original(token.start as usize, token.end as usize);
    let original = &page.text[start..end];
    let mut found = Vec::new();
    if (2..=3).contains(&original.len()) && original.bytes().all(|b| b.is_ascii_uppercase()) {
        let us = STATES.iter().find(|(_, short)| *short == original);
        found.extend(us.map(|(_, short)| ("US", *short)));
        if original == "DC" {
            found.push(("US", "DC"));
        }
        for (country, table) in [("CA", PROVINCES), ("AU", AUSTRALIA)] {
            let one = table.iter().find(|(short, ..)| *short == original);
            found.extend(one.map(|(.., code)| (country, *code)));
        }
        return found;
    }
    let two = page
        .tokens
        .get(at + 1)
        .filter(|next| next.gap == Gap::Space && next.kind == TokenKind::Word)
        .map(|_| page.words(at, at + 2));
    for name in [two, Some(page.word(at))].into_iter().flatten() {
        let us = STATES.iter().find(|(state, _)| *state == name);
        found.extend(us.map(|(_, short)| ("US", *short)));
        for (country, table) in [("CA", PROVINCES), ("AU", AUSTRALIA)] {
            let one = table.iter().find(|(_, state, _)| *state == name);
            found.extend(one.map(|(.., code)| (country, *code)));
        }
        if !found.is_empty() {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn an_area_code_belongs_to_one_division() {
        let all: Vec<u16> = AREAS
            .iter()
            .flat_map(|(_, codes)| codes.iter().copied())
            .collect();
        let distinct: BTreeSet<u16> = all.iter().copied().collect();
        assert_eq!(all.len(), distinct.len());
        assert!(all.iter().all(|code| (201..=989).contains(code)));
        assert_eq!(of_number("+14155550132"), Some(("US", "CA")));
        assert_eq!(of_number("+16135550132"), Some(("CA", "08")));
        assert_eq!(of_number("+442079460123"), None);
        assert_eq!(of_number("+18005550132"), None);
    }
}
