import { readFileSync } from "node:fs"
import type { WebhookSubscription } from "#web/sandbox/state/model.ts"
import type { Store } from "#web/sandbox/state/store.ts"

type Declared = Omit<WebhookSubscription, "id">

/** What an app without a configuration file hears of. */
const usualTopics = [
  "orders/create",
  "orders/paid",
  "orders/updated",
  "orders/edited",
  "orders/cancelled",
  "orders/delete",
  "refunds/create",
  "customers/create",
  "customers/update",
  "customers/enable",
  "customers/disable",
  "customers/delete",
  "customers/merge",
  "customers/data_request",
  "customers/redact",
  "shop/redact",
  "app/uninstalled",
  "app/scopes_update",
]

/** Makes the stored subscriptions those of the app's TOML file, as deploying the app does. */
export function subscribeAsDeclared(store: Store, file: string): void {
  const declared = declaredIn(file) ?? usualSubscriptions()
  store.transaction(() => {
    for (const old of store.subscriptions.all()) store.subscriptions.delete(old.id)
    for (const [index, one] of declared.entries()) {
      store.subscriptions.put({ id: String(index + 1), ...one })
    }
  })
}

function usualSubscriptions(): Declared[] {
  return usualTopics.map((topic) => ({ topic, uri: "/webhooks/shopify", name: null }))
}

function declaredIn(file: string): Declared[] | null {
  try {
    return readSubscriptions(readFileSync(file, "utf8"))
  } catch {
    return null
  }
}

/** Reads the `[[webhooks.subscriptions]]` tables: topics, compliance_topics, uri and name. */
export function readSubscriptions(toml: string): Declared[] {
  const bare = toml.replace(/^((?:[^"#\n]|"[^"\n]*")*)#.*$/gm, "$1")
  const tables = bare.split(/^\s*\[\[webhooks\.subscriptions\]\]\s*$/m).slice(1)
  return tables.flatMap((rest) => {
    const table = rest.split(/^\s*\[/m)[0] ?? ""
    const topics = [...listOf(table, "topics"), ...listOf(table, "compliance_topics")]
    const uri = /^\s*uri\s*=\s*"([^"]*)"/m.exec(table)?.[1] ?? "/webhooks/shopify"
    const name = /^\s*name\s*=\s*"([^"]*)"/m.exec(table)?.[1] ?? null
    return topics.map((topic) => ({ topic, uri, name }))
  })
}

function listOf(table: string, key: string): string[] {
  const list = new RegExp(`^\\s*${key}\\s*=\\s*\\[([^\\]]*)\\]`, "m").exec(table)?.[1] ?? ""
  return [...list.matchAll(/"([^"]*)"/g)].map((match) => match[1]!)
}
