import { existsSync } from "node:fs"
import { join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import { check, Severity } from "@shopify/theme-check-node"
import { root } from "./root.mjs"

/** Shopify's own rules for theme app extensions: an error of these keeps an extension from being published. */
const EXTENSION = join(root, "extensions", "loyalty-theme")

if (!existsSync(EXTENSION)) throw new Error(`${EXTENSION} is missing`)
const offenses = await check(EXTENSION, join(root, "scripts", "theme-check.yml"))
for (const { uri, start, check: rule, message, severity } of offenses) {
  const place = `${relative(root, fileURLToPath(uri))}:${start.line + 1}`
  console.log(`${place} ${Severity[severity].toLowerCase()} ${rule}: ${message}`)
}
process.exitCode = offenses.some(({ severity }) => severity !== Severity.INFO) ? 1 : 0
