import type { ReactNode } from "react"

export type Dictionary = Readonly<Record<string, string>>

export type WordParams = Record<string, string | number>

/** The admin's words in one language. */
export type Words = {
  locale: string
  direction: "ltr" | "rtl"
  /** A text by its key; `{name}` is replaced by the parameter. With `count`, the form that its plural rule names. */
  t: (key: string, params?: WordParams) => string
  /** A code that the server sent, below a prefix; a code without words of its own gets the prefix's own `unknown`. */
  code: (prefix: string, code: string, params?: WordParams) => string
  /** A sentence whose `{names}` are elements, in the language's own order. */
  sentence: (
    key: string,
    elements: Record<string, ReactNode>,
    params?: WordParams,
  ) => SentencePiece[]
}

export type SentencePiece = { text: string } | { figure: string; element: ReactNode }

const rightToLeft = new Set(["ar", "fa", "he", "ur"])

export function wordsIn(locale: string, dictionary: Dictionary): Words {
  const plurals = new Intl.PluralRules(locale)
  const numbers = new Intl.NumberFormat(locale)

  function template(key: string, params: WordParams): string {
    const { count } = params
    const plural =
      typeof count === "number" ? dictionary[`${key}.${plurals.select(count)}`] : undefined
    return plural ?? dictionary[`${key}.other`] ?? dictionary[key] ?? key
  }

  const direction = rightToLeft.has(locale.split("-")[0]!) ? "rtl" : "ltr"
  // Names, amounts and "#1042" keep their own direction inside a sentence that runs the other way.
  const isolated = (text: string) => (direction === "rtl" ? `\u2068${text}\u2069` : text)
  const show = (value: string | number) =>
    typeof value === "number" ? numbers.format(value) : isolated(value)
  const fill = (text: string, params: WordParams) =>
    text.replace(/\{(\w+)\}/g, (whole, name) => (name in params ? show(params[name]!) : whole))

  const t = (key: string, params: WordParams = {}) => fill(template(key, params), params)

  return {
    locale,
    direction,
    t,
    code(prefix, code, params = {}) {
      const key = `${prefix}.${code}`
      const isKnown = key in dictionary || `${key}.other` in dictionary
      return isKnown ? t(key, params) : t(`${prefix}.unknown`, { ...params, code })
    },
    sentence(key, elements, params = {}) {
      const pieces = t(key, params).split(/\{(\w+)\}/)
      return pieces.flatMap((piece, index) =>
        index % 2 ? { figure: piece, element: elements[piece] } : piece ? { text: piece } : [],
      )
    },
  }
}
