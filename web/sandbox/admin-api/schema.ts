import { readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import {
  buildClientSchema,
  GraphQLError,
  type GraphQLScalarType,
  type GraphQLSchema,
} from "graphql"
import { apiVersion } from "#web/sandbox/api-version.ts"

export type AdminSchema = {
  schema: GraphQLSchema
  /**
   * What "Type" or "Type.field" takes: any one of the scopes; `required` says it in Shopify's
   * words.
   */
  access: Map<string, { scopes: string[]; required: string }>
}

type ScopeItem = {
  type: "type" | "field"
  typeName: string
  fieldName?: string
  requiredAccess: string
  offlineScopes: string[]
}

const file = new URL(`../../platforms/shopify/schema/admin.${apiVersion}.json.gz`, import.meta.url)

let built: AdminSchema | null = null

/**
 * Shopify's own schema, from its introspection. Built at the first call: it takes a third of a
 * second.
 */
export function adminSchema(): AdminSchema {
  built ??= build()
  return built
}

function build(): AdminSchema {
  const json = JSON.parse(gunzipSync(readFileSync(file)).toString("utf8"))
  const schema = buildClientSchema(json.data, { assumeValid: true })
  for (const [name, pattern] of Object.entries(scalarForms)) {
    checkScalar(schema.getType(name) as GraphQLScalarType, pattern)
  }
  const access = new Map<string, { scopes: string[]; required: string }>()
  for (const item of json.offline_scopes.items as ScopeItem[]) {
    if (item.offlineScopes.length === 0) continue
    const key = item.type === "type" ? item.typeName : `${item.typeName}.${item.fieldName}`
    access.set(key, { scopes: item.offlineScopes, required: item.requiredAccess })
  }
  return { schema, access }
}

/** An introspection does not say how scalars are checked. */
const scalarForms: Record<string, RegExp> = {
  Decimal: /^-?\d+(\.\d+)?$/,
  Money: /^-?\d+(\.\d+)?$/,
  DateTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/,
  UnsignedInt64: /^\d+$/,
}

function checkScalar(scalar: GraphQLScalarType, form: RegExp): void {
  const check = (value: unknown) => {
    const text = typeof value === "number" ? String(value) : value
    if (typeof text === "string" && form.test(text)) return text
    throw new GraphQLError(`${JSON.stringify(value)} is not a valid ${scalar.name}`)
  }
  scalar.parseValue = check
  scalar.parseLiteral = (node) => check("value" in node ? node.value : null)
}
