//! Titles as applications have them, made from lists, and copies of them changed as people change them.

/// Numbers that look drawn, the same in every run.
pub(crate) struct Draw(pub(crate) u64);

impl Draw {
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % end.max(1)
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        let at = self.below(list.len());
        list.get(at).copied().unwrap_or_default()
    }
}

const TOWNS: &str = "Ogres Cēsu Talsu Tukuma Limbažu Madonas Saldus Gulbenes Ludzas Balvu Bauskas Dobeles Kuldīgas Krāslavas Preiļu \
    Siguldas Valkas Valmieras Alūksnes Aizkraukles Ādažu Ķekavas Mārupes Olaines Ropažu Salaspils Saulkrastu Smiltenes Varakļānu \
    Ventspils Rēzeknes Līvānu Jelgavas Jēkabpils Augšdaugavas Dienvidkurzemes";
const BODIES: [&str; 14] = [
    "Rīgas valstspilsētas pašvaldības",
    "Valsts ieņēmumu dienesta",
    "Valsts zemes dienesta",
    "Labklājības ministrijas",
    "Veselības ministrijas",
    "Izglītības un zinātnes ministrijas",
    "Tieslietu ministrijas",
    "Latvijas Nacionālās bibliotēkas",
    "Valsts policijas",
    "Kultūras informācijas sistēmu centra",
    "Lauku atbalsta dienesta",
    "Latvijas Universitātes",
    "Nacionālā veselības dienesta",
    "Valsts sociālās apdrošināšanas aģentūras",
];
pub(crate) const SUBJECTS: [&str; 60] = [
    "sociālo pakalpojumu",
    "izglītības",
    "būvniecības",
    "veselības aprūpes",
    "kultūras mantojuma",
    "nekustamo īpašumu",
    "nodokļu",
    "transporta",
    "tūrisma",
    "bibliotēku",
    "arhīvu",
    "muzeju",
    "bērnudārzu",
    "skolu ēdināšanas",
    "sporta",
    "zemes reģistra",
    "vides uzraudzības",
    "atkritumu apsaimniekošanas",
    "ūdenssaimniecības",
    "siltumapgādes",
    "energoefektivitātes",
    "iepirkumu",
    "grāmatvedības",
    "personāla vadības",
    "dokumentu aprites",
    "iedzīvotāju iesniegumu",
    "civilās aizsardzības",
    "policijas",
    "ugunsdzēsības",
    "tiesu",
    "prokuratūras",
    "probācijas",
    "ieslodzījuma vietu",
    "robežsardzes",
    "muitas",
    "lauksaimniecības",
    "mežsaimniecības",
    "zivsaimniecības",
    "pārtikas uzraudzības",
    "veterinārijas",
    "ģeotelpisko datu",
    "meteoroloģijas",
    "statistikas",
    "standartizācijas",
    "patērētāju tiesību",
    "konkurences",
    "darba inspekcijas",
    "nodarbinātības",
    "invaliditātes",
    "pensiju",
    "bāriņtiesu",
    "dzimtsarakstu",
    "migrācijas",
    "pilsonības",
    "vēlēšanu",
    "atvērto datu",
    "elektroniskās identitātes",
    "e-paraksta",
    "kiberdrošības",
    "mākoņpakalpojumu",
];
pub(crate) const THINGS: [&str; 18] = [
    "vienotās platformas",
    "informācijas sistēmas",
    "vienotās informācijas sistēmas",
    "reģistra",
    "portāla",
    "datu noliktavas",
    "pašapkalpošanās portāla",
    "mobilās lietotnes",
    "datu apmaiņas platformas",
    "klientu apkalpošanas centra",
    "analītikas rīka",
    "koplietošanas platformas",
    "digitālās platformas",
    "vadības sistēmas",
    "pakalpojumu kataloga",
    "uzskaites sistēmas",
    "saskarņu risinājuma",
    "integrācijas platformas",
];
const ACTIONS: [&str; 12] = [
    "izveide",
    "attīstība",
    "modernizācija",
    "pilnveide",
    "ieviešana",
    "uzturēšana",
    "pārbūve",
    "izstrāde",
    "digitalizācija",
    "paplašināšana",
    "uzlabošana",
    "centralizācija",
];

/// One title: whose, of what, and what is done.
#[derive(Clone)]
pub(crate) struct Title {
    pub(crate) whose: String,
    pub(crate) subject: &'static str,
    pub(crate) thing: &'static str,
    pub(crate) action: &'static str,
    /// A place that makes a title its own among a million.
    pub(crate) place: String,
}

impl Title {
    pub(crate) fn text(&self) -> String {
        let parts = [
            self.whose.as_str(),
            self.subject,
            self.thing,
            self.action,
            &self.place,
        ];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let text = parts.join(" ");
        let mut letters = text.chars();
        let first = letters.next().map(|c| c.to_uppercase().collect::<String>());
        first.unwrap_or_default() + letters.as_str()
    }
}

pub(crate) fn whose(draw: &mut Draw) -> String {
    let towns: Vec<_> = TOWNS.split_whitespace().collect();
    match draw.below(51) {
        0 => String::new(),
        at @ 1..=14 => BODIES.get(at - 1).copied().unwrap_or_default().to_owned(),
        at => format!(
            "{} novada pašvaldības",
            towns.get(at - 15).copied().unwrap_or_default()
        ),
    }
}

pub(crate) fn title(draw: &mut Draw, with_place: bool) -> Title {
    let syllables = [
        "kal", "mui", "žas", "ber", "zu", "lie", "pu", "ve", "ce", "jau", "na", "mel", "bal",
        "sar", "ka", "ozo", "lu", "dze", "gu", "žu", "stra", "upes", "kro", "gu", "prie", "du",
        "egl", "āju", "smil", "ša",
    ];
    let place = match with_place {
        false => String::new(),
        true => {
            let name: String = (0..3 + draw.below(2))
                .map(|_| draw.of(&syllables))
                .collect();
            format!("{name} pagastā")
        }
    };
    Title {
        whose: whose(draw),
        subject: draw.of(&SUBJECTS),
        thing: draw.of(&THINGS),
        action: draw.of(&ACTIONS),
        place,
    }
}

pub(crate) fn action(draw: &mut Draw) -> &'static str {
    draw.of(&ACTIONS)
}

pub(crate) fn subject(draw: &mut Draw) -> &'static str {
    draw.of(&SUBJECTS)
}

pub(crate) fn thing(draw: &mut Draw) -> &'static str {
    draw.of(&THINGS)
}
