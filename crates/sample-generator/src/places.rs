//! Cities, with the area codes of their telephones and their names in other scripts.

/// A city where something may be posted.
pub(crate) struct City {
    /// As the gazetteer GeoNames calls it.
    pub(crate) name: &'static str,
    /// ISO 3166-1 alpha-2.
    pub(crate) country: &'static str,
    /// Area codes of the North American plan; empty elsewhere.
    pub(crate) codes: &'static [u16],
    ru: &'static str,
    uk: &'static str,
    zh: &'static str,
    th: &'static str,
}

impl City {
    /// How the city is written in a language.
    pub(crate) fn written(&self, language: &str) -> &'static str {
        let local = match language {
            "ru" => self.ru,
            "uk" => self.uk,
            "zh" => self.zh,
            "th" => self.th,
            _ => "",
        };
        if local.is_empty() { self.name } else { local }
    }
}

macro_rules! cities {
    ($($name:literal $country:literal [$($code:literal)*] $ru:literal $uk:literal $zh:literal $th:literal;)+) => {
        pub(crate) static CITIES: &[City] = &[$(City {
            name: $name, country: $country, codes: &[$($code),*], ru: $ru, uk: $uk, zh: $zh, th: $th,
        },)+];
    };
}

cities! {
    "Houston" "US" [713 281 832 346] "Хьюстон" "Х'юстон" "休斯顿" "";
    "Dallas" "US" [214 469 972 945] "Даллас" "Даллас" "达拉斯" "";
    "Austin" "US" [512 737] "Остин" "Остін" "奥斯汀" "";
    "San Antonio" "US" [210 726] "Сан-Антонио" "Сан-Антоніо" "圣安东尼奥" "";
    "El Paso" "US" [915] "" "" "" "";
    "Fort Worth" "US" [817 682] "" "" "" "";
    "Los Angeles" "US" [213 323 310 424 818 747] "Лос-Анджелес" "Лос-Анджелес" "洛杉矶" "";
    "San Francisco" "US" [415 628] "Сан-Франциско" "Сан-Франциско" "旧金山" "";
    "San Diego" "US" [619 858] "Сан-Диего" "Сан-Дієго" "圣地亚哥" "";
    "San Jose" "US" [408 669] "" "" "圣何塞" "";
    "Sacramento" "US" [916 279] "Сакраменто" "Сакраменто" "萨克拉门托" "";
    "Fresno" "US" [559] "" "" "" "";
    "Oakland" "US" [510 341] "" "" "奥克兰" "";
    "Las Vegas" "US" [702 725] "Лас-Вегас" "Лас-Вегас" "拉斯维加斯" "";
    "Phoenix" "US" [602 480 623] "Финикс" "Фінікс" "凤凰城" "";
    "Tucson" "US" [520] "" "" "" "";
    "Denver" "US" [303 720 983] "Денвер" "Денвер" "丹佛" "";
    "Seattle" "US" [206] "Сиэтл" "Сіетл" "西雅图" "";
    "Portland" "US" [503 971] "Портленд" "Портленд" "波特兰" "";
    "Salt Lake City" "US" [801 385] "" "" "" "";
    "Chicago" "US" [312 773 872] "Чикаго" "Чикаго" "芝加哥" "";
    "Detroit" "US" [313] "Детройт" "Детройт" "底特律" "";
    "Minneapolis" "US" [612] "Миннеаполис" "Міннеаполіс" "" "";
    "Milwaukee" "US" [414] "" "" "" "";
    "Indianapolis" "US" [317 463] "" "" "" "";
    "Columbus" "US" [614 380] "" "" "" "";
    "Cleveland" "US" [216] "Кливленд" "Клівленд" "" "";
    "Kansas City" "US" [816] "" "" "" "";
    "Oklahoma City" "US" [405 572] "" "" "" "";
    "Memphis" "US" [901] "" "" "" "";
    "Nashville" "US" [615 629] "" "" "" "";
    "New Orleans" "US" [504] "" "" "" "";
    "Atlanta" "US" [404 678 470] "Атланта" "Атланта" "亚特兰大" "";
    "Charlotte" "US" [704 980] "" "" "" "";
    "Raleigh" "US" [919 984] "" "" "" "";
    "Miami" "US" [305 786 645] "Майами" "Маямі" "迈阿密" "";
    "Orlando" "US" [407 689 321] "Орландо" "Орландо" "奥兰多" "";
    "Tampa" "US" [813 656] "Тампа" "Тампа" "" "";
    "Jacksonville" "US" [904] "" "" "" "";
    "New York City" "US" [212 646 917 332 718 347 929] "Нью-Йорк" "Нью-Йорк" "纽约" "";
    "Boston" "US" [617 857] "Бостон" "Бостон" "波士顿" "";
    "Philadelphia" "US" [215 267 445] "Филадельфия" "Філадельфія" "费城" "";
    "Pittsburgh" "US" [412 878] "" "" "" "";
    "Baltimore" "US" [410 443 667] "" "" "" "";
    "Washington" "US" [202 771] "Вашингтон" "Вашингтон" "华盛顿" "";
    "Toronto" "CA" [416 647 437] "Торонто" "Торонто" "多伦多" "";
    "Vancouver" "CA" [604 778] "Ванкувер" "Ванкувер" "温哥华" "";
    "Montréal" "CA" [514 438] "Монреаль" "Монреаль" "" "";
    "Calgary" "CA" [403 587] "" "" "卡尔加里" "";
    "London" "GB" [] "Лондон" "Лондон" "伦敦" "ลอนดอน";
    "Manchester" "GB" [] "Манчестер" "Манчестер" "曼彻斯特" "แมนเชสเตอร์";
    "Birmingham" "GB" [] "Бирмингем" "Бірмінгем" "" "";
    "Leeds" "GB" [] "" "" "" "";
    "Glasgow" "GB" [] "" "" "" "";
    "Bristol" "GB" [] "" "" "" "";
    "Liverpool" "GB" [] "" "" "" "";
    "Berlin" "DE" [] "Берлин" "Берлін" "柏林" "เบอร์ลิน";
    "Hamburg" "DE" [] "Гамбург" "Гамбург" "汉堡" "ฮัมบูร์ก";
    "Munich" "DE" [] "Мюнхен" "Мюнхен" "" "มิวนิก";
    "Köln" "DE" [] "Кёльн" "Кельн" "" "โคโลญ";
    "Frankfurt am Main" "DE" [] "Франкфурт" "Франкфурт" "" "แฟรงก์เฟิร์ต";
    "Stuttgart" "DE" [] "Штутгарт" "Штутгарт" "" "";
    "Leipzig" "DE" [] "Лейпциг" "Лейпциг" "" "";
    "Dortmund" "DE" [] "Дортмунд" "Дортмунд" "" "";
    "Paris" "FR" [] "" "" "" "";
    "Lyon" "FR" [] "" "" "" "";
    "Marseille" "FR" [] "" "" "" "";
    "Toulouse" "FR" [] "" "" "" "";
    "Bordeaux" "FR" [] "" "" "" "";
    "Lille" "FR" [] "" "" "" "";
    "Nantes" "FR" [] "" "" "" "";
    "Sydney" "AU" [] "" "" "悉尼" "ซิดนีย์";
    "Melbourne" "AU" [] "" "" "墨尔本" "เมลเบิร์น";
    "Brisbane" "AU" [] "" "" "布里斯班" "บริสเบน";
    "Perth" "AU" [] "" "" "珀斯" "เพิร์ท";
    "Adelaide" "AU" [] "" "" "" "";
}

/// How Germans and others say the two cities that GeoNames lists under another name.
pub(crate) fn spelled(city: &City, language: &str) -> &'static str {
    match (city.name, language) {
        ("Munich", "de") => "München",
        ("Frankfurt am Main", "de" | "ro" | "fr" | "en") => "Frankfurt",
        ("New York City", "en" | "es" | "pt" | "fr" | "de") => "New York",
        _ => city.written(language),
    }
}

/// The cities of a region: Canada shares the plan of numbers and the boards of the United States.
pub(crate) fn of_region(region: &str) -> Vec<u16> {
    let belongs = |country: &str| country == region || (region == "US" && country == "CA");
    (0..CITIES.len() as u16)
        .filter(|at| belongs(CITIES[*at as usize].country))
        .collect()
}
