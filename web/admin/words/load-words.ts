import type { AppProviderProps } from "@shopify/polaris"
import type { Dictionary } from "./words.ts"

/** Our words and Polaris' own, in one language. */
export type LoadedWords = {
  locale: string
  dictionary: Dictionary
  polaris: AppProviderProps["i18n"]
}

const loaders: Record<string, () => Promise<Omit<LoadedWords, "locale">>> = {
  async en() {
    const [words, polaris] = await Promise.all([
      import("#web/admin/locales/en.json", { with: { type: "json" } }),
      polarisInEnglish(),
    ])
    return { dictionary: words.default, polaris: polaris.default }
  },
  async ur() {
    const [words, polaris, english] = await Promise.all([
      import("#web/admin/locales/ur.json", { with: { type: "json" } }),
      import("#web/admin/locales/polaris-ur.json", { with: { type: "json" } }),
      polarisInEnglish(), // for what we never show
    ])
    return { dictionary: words.default, polaris: [polaris.default, english.default] }
  },
}

const polarisInEnglish = () =>
  import("@shopify/polaris/locales/en.json", { with: { type: "json" } })

/** Fetches the words of the page's language, or English. Only one language is ever fetched. */
export async function loadWords(wanted: string): Promise<LoadedWords> {
  const language = wanted.split("-")[0]!.toLowerCase()
  const isThere = Object.hasOwn(loaders, language)
  const load = (isThere ? loaders[language] : loaders.en)!
  return { locale: isThere ? wanted : "en", ...(await load()) }
}
