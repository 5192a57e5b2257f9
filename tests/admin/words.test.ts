import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { wordsIn } from "#web/admin/words/words.ts"

const root = join(import.meta.dirname, "..", "..")
const read = (path: string) => readFileSync(join(root, path), "utf8")
const dictionary = (locale: string): Record<string, string> =>
  JSON.parse(read(`web/admin/locales/${locale}.json`))

const english = dictionary("en")
const locales = ["en", "ur"]

test.each(locales)(
  "%s says everything that English says, with the same figures in it",
  (locale) => {
    const words = dictionary(locale)
    expect(Object.keys(words)).toEqual(Object.keys(english))
    for (const [key, text] of Object.entries(english)) {
      expect([key, ...figuresIn(words[key]!)]).toEqual([key, ...figuresIn(text)])
    }
  },
)

test.each(locales)("%s has every form that its plurals need", (locale) => {
  const words = dictionary(locale)
  const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions()
  const counted = Object.keys(words).filter((key) => key.endsWith(".other"))
  expect(counted.length).toBeGreaterThan(10)
  for (const key of counted.map((key) => key.replace(/\.other$/, ""))) {
    for (const category of pluralCategories) expect(words).toHaveProperty([`${key}.${category}`])
  }
})

test("every text that a screen asks for is there", () => {
  const files = globSync("web/admin/**/*.{ts,tsx}", { cwd: root })
  const asked = files.flatMap((file) =>
    [...read(file).matchAll(/\b(?:t\(|words=)\{?"([a-z][\w./-]*)"/gi)].map(([, key]) => key!),
  )
  expect(asked.length).toBeGreaterThan(100)
  const missing = asked.filter((key) => !(key in english) && !(`${key}.other` in english))
  expect(missing).toEqual([])
})

/** The codes that the server sends, read from where it makes them. */
const codes: [prefix: string, files: string, pattern: RegExp][] = [
  ["refusal", "web/flows/refusal.ts", /^ {2}[|] ?"([a-z-]+)"|^ {2}"([a-z-]+)",/gm],
  ["no-points", "web/core/orders/settled-order.ts", /^ {2}\| "([a-z-]+)"/gm],
  ["delivery-reason", "web/platforms/shopify/*.ts", /(?:code: |#wrong\()"([a-z-]+)"/g],
  ["delivery-reason", "web/flows/drain-deliveries.ts", /code: "([a-z-]+)"/g],
  ["delivery-reason", "web/flows/read-deliveries.ts", /code: "([a-z-]+)"/g],
  ["topic", "web/platforms/shopify/read-event.ts", /case "([a-z_]+\/[a-z_]+)"/g],
]

test.each(codes)("every code of %s in %s has words", (prefix, files, pattern) => {
  const found = globSync(files, { cwd: root }).flatMap((file) =>
    [...read(file).matchAll(pattern)].map(([, first, second]) => first ?? second!),
  )
  expect(found.length).toBeGreaterThan(0)
  expect(found.filter((code) => !(`${prefix}.${code}` in english))).toEqual([])
})

test("every kind of entry in the ledger has words", () => {
  const migration = read("prisma/migrations/0001_foundation/migration.sql")
  const kinds = /create type entry_kind as enum \(([^)]*)\)/.exec(migration)![1]!
  for (const [, kind] of kinds.matchAll(/'([a-z-]+)'/g)) {
    expect(english).toHaveProperty([`reason.${kind}`])
  }
})

test("a count takes the form of its language, and its digits", () => {
  const { t } = wordsIn("en", english)
  expect([t("points", { count: 1 }), t("points", { count: 12_345 })]).toEqual([
    "1 point",
    "12,345 points",
  ])
})

test("a code without words of its own is shown rather than hidden", () => {
  const { code } = wordsIn("en", english)
  expect(code("reason", "gift-from-the-moon")).toBe("Other (gift-from-the-moon)")
})

test("an order's number keeps its direction inside an Urdu sentence", () => {
  const { code } = wordsIn("ur", dictionary("ur"))
  expect(code("reason", "order-earned", { order: "#1042" })).toBe("آرڈر \u2068#1042\u2069 پر ملے")
})

test("the figures of a sentence stand where the language puts them", () => {
  const order = (locale: string) =>
    wordsIn(locale, dictionary(locale))
      .sentence("program.rate", { points: 1, amount: 2 })
      .flatMap((piece) => ("figure" in piece ? piece.figure : []))
  expect(order("en")).toEqual(["points", "amount"])
  expect(order("ur")).toEqual(["amount", "points"])
})

function figuresIn(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort()
}
