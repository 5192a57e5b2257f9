type Forms = Partial<Record<Intl.LDMLPluralRule, string>>

/** A language's texts in groups: a sentence, or one sentence per plural form. */
export type Texts = { [name: string]: string | Forms | Texts }

type Params = Record<string, string | number>

/** Says everything in one language: sentences, figures, money and dates. */
export type Speaker = ReturnType<typeof speaker>

/** @param lang a BCP 47 tag whose language is that of the texts. */
export function speaker(texts: Texts, lang: string) {
  const plural = new Intl.PluralRules(lang)
  const figures = new Intl.NumberFormat(lang)
  const days = new Intl.DateTimeFormat(lang, { day: "numeric", month: "short", year: "numeric" })

  const sentence = (key: string, params: Params): string => {
    const found = key
      .split(".")
      .reduce<Texts[string] | undefined>((group, name) => (group as Texts)?.[name], texts)
    if (typeof found !== "object") return found ?? ""
    const forms = found as Forms
    return forms[plural.select(Number(params.count))] ?? forms.other ?? ""
  }
  /** A name in another script, kept from turning the sentence around it: "#1042" stays so in Urdu. */
  const name = (value: string) => (readsRightToLeft(lang) ? `\u2068${value}\u2069` : value)
  const shown = (key: string, params: Params): string => {
    if (key === "points") return say("points", params)
    const value = params[key] ?? ""
    return typeof value === "number" ? figures.format(value) : name(value)
  }
  /**
   * The sentence of a key, "" if there is none. `count` chooses its plural form and also fills `{{ points }}` with "5 points";
   * numbers are written as the language writes them.
   */
  const say = (key: string, params: Params = {}): string =>
    sentence(key, params).replace(/\{\{ (\w+) \}\}/g, (_, key: string) => shown(key, params))

  return {
    say,
    name,
    /** "$5" from 500, "$5.50" from 550: exact, without floats. */
    money: (amountMinor: number, currency: string) => formatMoney(lang, amountMinor, currency),
    date: (iso: string) => days.format(new Date(iso)),
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
  const units = `${amountMinor}`.padStart(digits + 1, "0")
  const whole = units.slice(0, units.length - digits)
  return new Intl.NumberFormat(lang, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    trailingZeroDisplay: "stripIfInteger",
    minimumFractionDigits: digits,
  }).format(`${whole}.${units.slice(whole.length)}` as Intl.StringNumericLiteral)
}
