import type { Args } from "#web/sandbox/admin-api/admin-request.ts"
import { listConnection } from "#web/sandbox/admin-api/connection.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { gid } from "#web/sandbox/payloads/json.ts"
import type { Metafield } from "#web/sandbox/state/model.ts"

/** What "$app" or no namespace means: a corner of its own for each app. */
export function namespaceOf(asked: string | null | undefined): string {
  if (!asked || asked === "$app") return "app--1"
  return asked.startsWith("$app:") ? `app--1--${asked.slice(5)}` : asked
}

/** The `metafield` and `metafields` fields of whatever has metafields. */
export function metafieldFields(shop: SandboxContext, ownerId: string) {
  return {
    metafield(args: Args) {
      const found = shop.store.metafields.get(
        `${ownerId}|${namespaceOf(args.namespace)}|${args.key}`,
      )
      return found && metafieldObject(found)
    },
    metafields(args: Args) {
      const all = shop.store.metafields.find("ownerId", ownerId)
      const namespace = args.namespace && namespaceOf(args.namespace)
      const wanted = all.filter((one) => !namespace || one.namespace === namespace)
      return listConnection(wanted, args, metafieldObject)
    },
  }
}

export function metafieldObject(metafield: Metafield) {
  return {
    __typename: "Metafield",
    id: gid("Metafield", metafield.numericId),
    legacyResourceId: metafield.numericId,
    namespace: metafield.namespace,
    key: metafield.key,
    type: metafield.kind,
    value: metafield.value,
    jsonValue: () => jsonValueOf(metafield),
    compareDigest: metafield.compareDigest,
    sizeInBytes: Buffer.byteLength(metafield.value),
    createdAt: metafield.createdAt,
    updatedAt: metafield.updatedAt,
    definition: null,
    description: null,
  }
}

function jsonValueOf(metafield: Metafield): unknown {
  const plain = /^(number_integer|number_decimal|boolean|json)$|^list\./
  return plain.test(metafield.kind) ? JSON.parse(metafield.value) : metafield.value
}
