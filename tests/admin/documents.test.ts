import { globSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { expect, test } from "vitest"
import { adminSchema } from "#web/http/admin/schema.ts"

// The same copy of graphql that the schema was built with.
const { parse, validate } = createRequire(import.meta.url)("graphql") as typeof import("graphql")

const folder = join(import.meta.dirname, "..", "..", "web", "admin", "api")

test("every question that the screens ask is one that the API answers", async () => {
  const files = globSync("*.ts", { cwd: folder })
  const modules = await Promise.all(files.map((file) => import(join(folder, file))))
  const documents = modules.flatMap((module) =>
    Object.entries<unknown>(module).filter(([name]) => /(Query|Mutation)$/.test(name)),
  )
  expect(documents.length).toBeGreaterThan(15)
  for (const [name, text] of documents) {
    const errors = validate(adminSchema, parse(String(text)))
    expect([name, ...errors.map((error) => error.message)]).toEqual([name])
  }
})
