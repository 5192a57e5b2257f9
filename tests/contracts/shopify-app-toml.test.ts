import { existsSync, globSync, readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import { ApiVersion } from "@shopify/shopify-api"
import {
  buildClientSchema,
  getNamedType,
  parse as parseDocument,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql"
import { parse } from "smol-toml"
import { describe, expect, test } from "vitest"
import { apiVersion } from "#web/platforms/shopify/api.ts"
import { readEvent } from "#web/platforms/shopify/read-event.ts"
import { readSubscriptions } from "#web/sandbox/webhooks/app-topics.ts"

type Subscription = { uri: string; topics?: string[]; compliance_topics?: string[] }

const text = readFileSync("shopify.app.toml", "utf8")
const app = parse(text) as {
  embedded: boolean
  access_scopes: { scopes: string; use_legacy_install_flow: boolean }
  app_proxy: { url: string; prefix: string; subpath: string }
  webhooks: { api_version: string; subscriptions: Subscription[] }
}
const { subscriptions } = app.webhooks
const topics = subscriptions.flatMap((one) => one.topics ?? [])
const compliance = subscriptions.flatMap((one) => one.compliance_topics ?? [])

describe("what Shopify is told of the app", () => {
  test("every topic that is subscribed to is one that deliveries are read for", () => {
    expect(topics).toHaveLength(13)
    expect(topics.filter((topic) => kindOf(topic) === "nothing")).toEqual([])
  })

  test("no topic is subscribed to twice, and all come to the one door", () => {
    expect(new Set(topics).size).toBe(topics.length)
    expect(subscriptions.map(({ uri }) => uri)).toEqual(["/webhooks/shopify", "/webhooks/shopify"])
  })

  test("the three requests of privacy law are subscribed to, and can be read", () => {
    expect(compliance).toEqual(["customers/data_request", "customers/redact", "shop/redact"])
    for (const topic of compliance) expect(kindOf(topic)).toBe("nothing")
  })

  test("every file that a comment names is there", () => {
    const named = [...text.matchAll(/\bweb\/[\w/-]+\.ts\b/g)].map(([path]) => path)
    expect(named.length).toBeGreaterThan(15)
    expect(named.filter((path) => !existsSync(path))).toEqual([])
  })

  test("deliveries and answers are of the one version that the app was written for", () => {
    expect(app.webhooks.api_version).toBe(apiVersion)
    expect(ApiVersion.October26).toBe(apiVersion)
  })

  test("the storefront reaches us at /apps/loyalty", () => {
    expect(app.app_proxy).toEqual({ url: "/proxy", prefix: "apps", subpath: "loyalty" })
  })

  test("Shopify grants the scopes that our documents need, and the app proxy's: no more", () => {
    expect(app.access_scopes.use_legacy_install_flow).toBe(false)
    const granted = app.access_scopes.scopes.split(",")
    expect(granted).toEqual([...scopesOfDocuments(), "write_app_proxy"].sort())
  })

  test("the sandbox hears the same topics as Shopify does", () => {
    expect(readSubscriptions(text).map(({ topic }) => topic)).toEqual([...topics, ...compliance])
  })
})

test("the Shopify CLI starts the app with one command, for both of its roles", () => {
  const web = parse(readFileSync("web/shopify.web.toml", "utf8"))
  expect(web).toMatchObject({ roles: ["frontend", "backend"], commands: { dev: "npm run dev" } })
})

/** What a body of the topic is read as: only the choice by topic counts here. */
function kindOf(topic: string): string {
  try {
    return readEvent(topic, Buffer.from("{}")).kind
  } catch {
    return "read for its content"
  }
}

/** The scopes that Shopify's schema names for the types and fields we ask for; of several that do, the first. */
function scopesOfDocuments(): Set<string> {
  const folder = "web/platforms/shopify"
  const file = gunzipSync(readFileSync(`${folder}/schema/admin.${apiVersion}.json.gz`)).toString()
  const { data, offline_scopes } = JSON.parse(file)
  const needs = new Map<string, string[]>(
    offline_scopes.items.map((item: ScopeRecord) => [
      item.fieldName ? `${item.typeName}.${item.fieldName}` : item.typeName,
      item.offlineScopes,
    ]),
  )
  const schema = buildClientSchema(data)
  const scopes = new Set<string>()
  for (const path of globSync(`${folder}/documents/*.graphql`)) {
    const types = new TypeInfo(schema)
    const enter = () => {
      const key = `${types.getParentType()?.name}.${types.getFieldDef()?.name}`
      const needed = [needs.get(key)?.[0], needs.get(getNamedType(types.getType()!).name)?.[0]]
      for (const scope of needed) if (scope) scopes.add(scope)
    }
    const document = parseDocument(readFileSync(path, "utf8"))
    visit(document, visitWithTypeInfo(types, { Field: { enter } }))
  }
  return scopes
}

type ScopeRecord = { typeName: string; fieldName?: string; offlineScopes: string[] }
