import type { SandboxContext } from "#web/sandbox/context.ts"
import type { Metafield } from "#web/sandbox/state/model.ts"

type MetafieldObject = { type: string; value: unknown }

/**
 * The metafields of an owner as `owner.metafields.namespace.key`. The app's reserved namespace is
 * also found as "$app", the name it has in its own extension.
 */
export function metafieldsObject(context: SandboxContext, ownerId: string) {
  const found: Record<string, Record<string, MetafieldObject>> = {}
  for (const metafield of context.store.metafields.find("ownerId", ownerId)) {
    const { namespace, key, kind } = metafield
    const object = { type: kind, value: readValue(metafield) }
    for (const name of new Set([namespace, namespace.replace(/^app--\d+(?:--)?/, appName)])) {
      found[name] = { ...found[name], [key]: object }
    }
  }
  return found
}

const appName = (reserved: string) => (reserved.endsWith("--") ? "$app:" : "$app")

function readValue({ kind, value }: Metafield): unknown {
  if (kind === "boolean") return value === "true"
  if (kind === "number_integer") return Number(value)
  if (kind === "json" || kind.startsWith("list.")) return JSON.parse(value)
  return value
}
