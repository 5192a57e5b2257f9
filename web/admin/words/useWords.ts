import { createContext, useContext } from "react"
import { type Formats, formatsIn } from "./formats.ts"
import { type Dictionary, type Words, wordsIn } from "./words.ts"

export type Language = Words & { format: Formats }

export function languageOf(locale: string, dictionary: Dictionary): Language {
  return { ...wordsIn(locale, dictionary), format: formatsIn(locale) }
}

export const LanguageContext = createContext<Language>(languageOf("en", {}))

/** The words and formats of the merchant's language. */
export function useWords(): Language {
  return useContext(LanguageContext)
}
