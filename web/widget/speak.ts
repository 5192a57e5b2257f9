/**
 * A language's texts by their dotted names in the locale files: a sentence with `{gaps}`, or its plural
 * forms, the general one first: "{count} points|one|{count} point". The build puts numbers for the names
 * that are spelled out, in the code as in the texts.
 */
export type Texts = Record<string, string>

type Params = Record<string, string | number | undefined>

/** Says everything in one language: sentences, figures, money and dates. */
export type Speaker = ReturnType<typeof speaker>

/** @param lang a BCP 47 tag whose language is that of the texts. */
export function speaker(texts: Texts, lang: string) {
  const plural = new Intl.PluralRules(lang)
  const figures = new Intl.NumberFormat(lang)
  const days = new Intl.DateTimeFormat(lang, { day: "numeric", month: "short", year: "numeric" })

  /** A name in another script, kept from turning the sentence around it: "#1042" stays so in Urdu. */
  const name = (value: string) => (readsRightToLeft(lang) ? `\u2068${value}\u2069` : value)
  /**
   * The sentence of a name, "" if there is none. `count` chooses its plural form and also fills
   * `{points}` with "5 points"; numbers are written as the language writes them.
   */
  const say = (key: string, params: Params = {}): string => {
    // Codes of the API have hyphens, names of texts do not.
    const forms = texts[key.replaceAll("-", "_")]?.split("|") ?? []
    const form = forms[forms.indexOf(plural.select(Number(params.count))) + 1] ?? ""
    return form.replace(/\{(\w+)\}/g, (_, gap: string) => {
      if (gap === "points") return say(gap, params)
      const value = params[gap] ?? ""
      return typeof value === "number" ? figures.format(value) : name(value)
    })
  }

  return {
    say,
    name,
    /** "$5" from 500, "$5.50" from 550: exact, without floats. */
    money: (amountMinor: number, currency: string) => formatMoney(lang, amountMinor, currency),
    date: (iso: string) => days.format(new Date(iso)),
    /** "80 points, $58", or with "or" between them. */
    list: (parts: string[], type: "unit" | "disjunction") =>
      new Intl.ListFormat(lang, { type }).format(parts),
  }
}

/** Whether a language is written from right to left. */
export const readsRightToLeft = (lang: string) => /^(ar|fa|he|ur)\b/.test(lang)

/** ISO 4217's exceptions from two decimals. Browsers disagree with it, and with each other. */
const noDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
const threeDecimals = "BHD IQD JOD KWD LYD OMR TND"

/** Digits of the minor unit: 2 for USD, none for JPY, 3 for KWD. */
export const minorDigits = (currency: string) =>
  noDecimals.includes(currency) ? 0 : threeDecimals.includes(currency) ? 3 : 2

function formatMoney(lang: string, amountMinor: number, currency: string): string {
  const digits = minorDigits(currency)
  return new Intl.NumberFormat(lang, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    trailingZeroDisplay: "stripIfInteger",
    minimumFractionDigits: digits,
    // As text the amount is exact; a number would be rounded beyond 15 digits.
  }).format(`${amountMinor}e-${digits}` as Intl.StringNumericLiteral)
}
