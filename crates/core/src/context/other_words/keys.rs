//! The words of the parts of a book: keys, and the few words that may stand behind them.

use super::Place;

/// What says that nothing is limited: no value does.
pub(in crate::context) const NO_LIMIT: &str = "∞";

/// How people write that.
const NO_LIMITS: &str = "none nav nav_ierobežojuma nav_ierobežots bez_ierobežojuma bez_ierobežojumiem neierobežots neierobežota no_limit without_limit unlimited infinity - _ – ∞ ∞_";

/// What a number may be of, which only who writes the book knows.
pub(super) const SEVERAL_KINDS: &str = "money / count / percent / quantity";

/// What is written there instead, with the words for it, as in [`super::words::WORDS`].
pub(super) const KEYS: &[(Place, &str, &str)] = &[
    (
        Place::Key,
        "if condition applies_if only_if where applies provided ja kad",
        "when",
    ),
    (Place::Key, "unless", "when: { not: … }"),
    (
        Place::Key,
        "check must requires requirement requirements rule test prasība prasības prasa pārbaude",
        "require",
    ),
    (Place::Key, "for_each foreach every katrs katram", "each"),
    (Place::Key, "severity", "level"),
    (Place::Key, "filter having when if only", "where"),
    (Place::Key, "last newest by_day", "latest"),
    (
        Place::Key,
        "group_by group grouped_by by katram katrā katru",
        "per",
    ),
    (Place::Key, "table keyed_by depends_on pēc", "by"),
    (Place::Key, "then tad", "require"),
    (Place::Key, "then tad value amount vērtība ir", "is"),
    (Place::Beside, "from off in no", "of"),
    (Place::Beside, "is = ==", "equals"),
    (
        Place::Key,
        "sum count different at_once smallest largest percent times number_of cases",
        "is: { … }",
    ),
    (
        Place::Key,
        "else default citādi pārējie pārējais citi",
        "otherwise",
    ),
    (
        Place::Key,
        "is amount",
        "history: [ { from: …, is: …, law: … } ]",
    ),
    (Place::Key, "rounding round", "rounded"),
    (Place::Inside, "rounded rounding round", "rounded"),
    (Place::Key, "ago back earlier", "before"),
    (Place::Key, "to till", "until"),
    (Place::Key, "to till max upto below līdz", "up_to"),
    (
        Place::Key,
        "otherwise else over more_than rest virs",
        "above",
    ),
    (Place::Key, "since", "after"),
    (Place::Key, "on at_day on_day", "as_of"),
    (Place::Key, "name label nosaukums virsraksts", "title"),
    (Place::Key, "name key code rule numurs", "id"),
    (Place::Key, "type veids", "kind"),
    (Place::Key, "options values codes saraksts", "list"),
    (Place::Single, "items item element elements", "of"),
    (Place::Key, "items columns children lauki", "fields"),
    (Place::Key, "hash checksum", "sha256"),
    (Place::Key, "link address adrese", "url"),
    (Place::Key, "description paskaidrojums palīdzība", "help"),
    (Place::Key, "tests piemēri paraugi", "examples"),
    (Place::Key, "piemērs paraugs", "example"),
    (Place::Key, "synonyms aliases sinonīmi", "also"),
    (Place::Key, "code investīcija", "call"),
    (Place::Key, "valid_from since no", "from"),
    (Place::Key, "valid_until valid_to", "until"),
    (Place::Key, "source avoti avots", "sources"),
    (Place::Key, "source avots", "source"),
    (Place::Key, "saraksti codelists", "lists"),
    (Place::Key, "vērtības lielumi constants", "values"),
    (Place::Key, "noteikumi prasības", "rules"),
    (Place::Key, "veidlapa", "form"),
    (Place::Key, "aprēķini formulas", "figures"),
    (
        Place::Key,
        "optional mandatory compulsory obligatory obligāts",
        "required: true / false",
    ),
    (
        Place::Key,
        "required_if required_when mandatory_if",
        "required: false; rules: [ { when: …, require: { FIELD: present } } ]",
    ),
    (Place::Key, "office by_office", "stated_by: office"),
    (
        Place::Key,
        "text words citation cite sentence citāts",
        "quote",
    ),
    (Place::Key, "example application pilns", "complete"),
    (Place::Key, "error text reason says ziņojums", "message"),
    (Place::Key, "hint advice fix", "help"),
    (Place::Key, "result outcome iznākums", "expect"),
    (
        Place::Key,
        "pass fail review open not_applicable",
        "expect: …, with: { … }",
    ),
    (Place::Key, "changes set change input ar", "with"),
    (Place::Key, "bez except minus", "without"),
    (Place::Key, "legal_basis basis reference likums", "law"),
    (
        Place::Word,
        "amount euro eur decimal currency nauda summa",
        "money",
    ),
    (Place::Word, "number numeric float skaitlis", SEVERAL_KINDS),
    (Place::Word, "integer int whole skaits", "count"),
    (
        Place::Word,
        "percentage rate per_cent procent procents procenti",
        "percent",
    ),
    (
        Place::Word,
        "string str words free_text textarea email phone iban url teksts",
        "text",
    ),
    (
        Place::Word,
        "boolean bool yes_no yesno checkbox jā/nē",
        "flag",
    ),
    (
        Place::Word,
        "option choice enum select dropdown radio kods",
        "code",
    ),
    (Place::Word, "object group section ieraksts", "record"),
    (Place::Word, "array table items saraksts", "list"),
    (Place::Word, "datetime day datums diena", "date"),
    (
        Place::Word,
        "fails failed failure error invalid reject kļūda neatbilst pārkāpj",
        "fail",
    ),
    (
        Place::Word,
        "passes passed ok valid success atbilst",
        "pass",
    ),
    (Place::Word, "na none skip neattiecas", "not_applicable"),
    (
        Place::Word,
        "ask question manual jāizvērtē jautājums jautāt",
        "review",
    ),
    (
        Place::Word,
        "nezināms nezināma nav_zināms not_known ? tbd",
        "unknown",
    ),
    (Place::Word, "warn brīdinājums", "warning"),
    (Place::Word, "kļūda", "error"),
    (Place::Word, "pēdējā pēdējais", "last"),
    (Place::Word, "nākamā nākamais", "next"),
    (Place::Word, NO_LIMITS, NO_LIMIT),
    (Place::Word, "iestāde", "office"),
    (Place::Word, "chars zīmes rakstzīmes", "characters"),
];
