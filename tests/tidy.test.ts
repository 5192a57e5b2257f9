import { globSync, readFileSync } from "node:fs"
import { join, sep } from "node:path"
import { describe, expect, test } from "vitest"
import { tooManyLong, untidy } from "./tidy/rules.ts"

const root = join(import.meta.dirname, "..")
const SOURCES = ["{web,tests,scripts,extensions}/**/*.{ts,tsx,mjs}", "*.{ts,mjs}"]
const MARKUP = ["web/**/*.css", "extensions/**/{blocks,snippets}/*.liquid"]

const files = (patterns: string[]) =>
  globSync(patterns, { cwd: root, exclude: ["**/generated/**", "**/fixtures/**", "**/assets/**"] })
    .map((path) => path.replaceAll(sep, "/"))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }))

describe("the house", () => {
  test("is tidy: names, sizes, exports, and who imports whom", () => {
    expect(files(SOURCES).flatMap(({ path, text }) => untidy(path, text))).toEqual([])
  })

  test("has 95 % of its files under 200 lines, and none over 300", () => {
    const sizes = files([...SOURCES, ...MARKUP]).map(({ path, text }) => ({
      path,
      lines: text.split("\n").length - 1,
    }))
    expect(sizes.length).toBeGreaterThan(50)
    expect(sizes.filter(({ lines }) => lines > 300)).toEqual([])
    expect(tooManyLong(sizes)).toEqual([])
  })
})

const REJECTED: [because: string, path: string, text: string][] = [
  ["core may not import db", "web/core/money.ts", `import { sum } from "#web/db/sum.ts"`],
  ["core is pure", "web/core/clock.ts", `import { readFileSync } from "node:fs"`],
  ["another feature", "web/core/tiers/a.ts", `import { b } from "#web/core/rewards/b.ts"`],
  ["db may not import ledger", "web/db/orders.ts", `import { post } from "#web/ledger/post.ts"`],
  ["ledger may not import flows", "web/ledger/post.ts", `export { a } from "#web/flows/a.ts"`],
  ["flows may not import http", "web/flows/a.ts", `await import("#web/http/a.ts")`],
  ["flows may not import platforms", "web/flows/a.ts", `import "#web/platforms/shopify/a.ts"`],
  ["flows may not import env", "web/flows/a.ts", `import { readEnv } from "#web/env.ts"`],
  ["http may not import ledger", "web/http/a.ts", `type A = import("#web/ledger/post.ts").A`],
  ["mail may not import platforms", "web/mail/a.ts", `import { a } from "#web/platforms/a.ts"`],
  ["admin may not import db", "web/admin/a.ts", `import type { A } from "#web/db/a.ts"`],
  ["sandbox may not import core", "web/sandbox/a.ts", `import type { A } from "#web/core/a.ts"`],
  ["types only", "web/widget/a.ts", `import { a } from "#web/core/a.ts"`],
  ["no dependencies", "web/widget/a.ts", `import { html } from "lit"`],
  ["only admin", "web/http/a.ts", `import { Page } from "@shopify/polaris"`],
  ["only platforms", "web/flows/a.ts", `import { shopifyApi } from "@shopify/shopify-api"`],
  ["climbs with ../", "web/http/admin/a.ts", `import { b } from "../b.ts"`],
  ["climbs with ../", "tests/flows/a.test.ts", `import { b } from "../support/b.ts"`],
  ["names no file", "web/flows/a.ts", `import { b } from "./b"`],
  ["reads the environment", "web/db/a.ts", "const url = process.env.DATABASE_URL"],
  ["reads the environment", "web/http/a.ts", "const { env } = process"],
  ["second way", "web/http/a.ts", `import { env } from "node:process"`],
  ["table of points", "web/flows/a.ts", 'const sql = "select points from entries where true"'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source under test
  ["table of points", "web/db/a.ts", "const sql = `update balances set ${column} = 1`"],
  ["exports without a name", "web/core/a.ts", "export default 1"],
  ["exports without a name", "web/core/a.ts", "export default function settle() {}"],
  ["passes on everything", "web/core/a.ts", `export * from "./b.ts"`],
  ["says nothing", "web/core/order-utils.ts", ""],
  ["says nothing", "web/flows/helpers/a.ts", ""],
  ["kebab-case", "web/flows/orderChanged.ts", ""],
  ["no folder", "web/stuff/a.ts", ""],
  ["may not import start", "web/flows/a.ts", `import { open } from "#web/server.ts"`],
  ["at most 300", "tests/a.test.ts", "\n".repeat(301)],
  ["a: 61 lines", "web/flows/a.ts", `function a() {${"\n".repeat(60)}}`],
  ["mutes a test", "tests/a.test.ts", `test.${"skip"}("a shop", () => {})`],
  ["mutes a test", "tests/a.test.ts", `describe.${"only"}.each([])("a shop", () => {})`],
]

const ACCEPTED: [path: string, text: string][] = [
  ["web/core/tiers/a.ts", `import { points } from "#web/core/points.ts"`],
  ["web/core/tiers/a.ts", `import { z } from "zod"\nimport { b } from "./b.ts"`],
  ["web/flows/a.ts", `import type { Platform } from "#web/platforms/platform.ts"`],
  ["web/widget/a.ts", `import type { Reward } from "#web/core/rewards/reward.ts"`],
  ["web/ledger/post.ts", "const sql = `insert into entries values (1)`"],
  ["web/db/a.ts", `const sql = "select points from member_balances" // from entries`],
  ["web/server.ts", `import { readEnv } from "#web/env.ts"\nimport "#web/http/a.ts"`],
  ["web/core/money.test.ts", `import { test } from "vitest"\nimport { money } from "./money.ts"`],
  ["web/sandbox/env.ts", "const port = process.env.SANDBOX_PORT"],
  ["web/admin/screens/tiers/TierForm.tsx", `import { Card } from "@shopify/polaris"`],
  ["vitest.config.ts", "export default {}"],
]

describe("the rules of the house", () => {
  test.each(REJECTED)("say %s of %s: %s", (because, path, text) => {
    expect(untidy(path, text).join("\n")).toContain(because)
  })

  test.each(ACCEPTED)("allow %s: %s", (path, text) => {
    expect(untidy(path, text)).toEqual([])
  })

  test("name every long file when there are more than one in twenty", () => {
    const files = (long: number) =>
      Array.from({ length: 40 }, (_, i) => ({ path: `${i}.ts`, lines: i < long ? 200 : 60 }))
    expect(tooManyLong(files(2))).toEqual([])
    expect(tooManyLong(files(3))).toHaveLength(3)
  })
})
