import { createHmac } from "node:crypto"
import { readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { hmacSha256Hex } from "#web/platforms/shopify/hmac.ts"
import { readProxyCaller } from "#web/platforms/shopify/proxy-caller.ts"

type Vector = { secret: string; query: string; base_string: string; signature: string }

const file = new URL("../fixtures/shopify/app-proxy-vectors.json", import.meta.url)
const { vectors }: { vectors: Vector[] } = JSON.parse(readFileSync(file, "utf8"))

const secret = "hush"
const now = new Date(1317327555_000)
const must = { shop: "a.myshopify.com", timestamp: "1317327555", logged_in_customer_id: "7" }

/** Signed as Shopify documents it, by URLSearchParams and createHmac. */
function signed(pairs: [key: string, value: string][]): URLSearchParams {
  const query = new URLSearchParams(pairs)
  const keys = [...new Set(query.keys())].sort()
  const message = keys.map((key) => `${key}=${query.getAll(key).join(",")}`).join("")
  query.append("signature", createHmac("sha256", secret).update(message).digest("hex"))
  return query
}

describe("a request that the app proxy signed", () => {
  it("is known by Shopify's own examples", () => {
    expect(vectors.length).toBeGreaterThan(0)
    for (const { query, signature, ...vector } of vectors) {
      const caller = readProxyCaller(`${query}&signature=${signature}`, [vector.secret], now)
      const customerId = query.includes("logged_in_customer_id=1") ? "1" : null
      expect(caller).toEqual({ shopDomain: "shop-name.myshopify.com", customerId })
    }
  })

  it("is known whatever the shop's page asked beside, in any script, repeated, empty or odd", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.constantFrom("", " ", "+", "%", "&", "=", "a b", "%2F", "é", "__proto__"),
    )
    const beside = fc.array(fc.tuple(text, text), { maxLength: 6 })
    fc.assert(
      fc.property(beside, fc.integer({ min: 0, max: 6 }), (extra, place) => {
        fc.pre(extra.every(([key]) => key !== "signature" && !(key in must)))
        const pairs = extra.toSpliced(place, 0, ...Object.entries(must))
        const caller = readProxyCaller(signed(pairs).toString(), [secret], now)
        expect(caller).toEqual({ shopDomain: must.shop, customerId: "7" })
      }),
      { numRuns: 300 },
    )
  })

  it("is refused after any change of a letter of it", () => {
    const query = signed(Object.entries({ ...must, path_prefix: "/apps/loyalty" })).toString()
    expect(readProxyCaller(query, [secret], now)).not.toBeNull()
    const letters = [..."0aZ&=%+,"]
    for (let place = 0; place < query.length; place++) {
      for (const letter of letters.filter((each) => each !== query[place])) {
        const changed = query.slice(0, place) + letter + query.slice(place + 1)
        expect(readProxyCaller(changed, [secret], now), changed).toBeNull()
      }
    }
  })

  it("is refused, and no error, when it cannot be decoded or is nothing", () => {
    const query = signed(Object.entries(must)).toString()
    for (const odd of ["", "&", "=", "?", `${query}&x=%`, `${query}&x=%ff`, `%E0%A4%A&${query}`]) {
      expect(readProxyCaller(odd, [secret], now), odd).toBeNull()
    }
  })

  it("is refused when a signature, a shop or a time is given twice, though signed so", () => {
    const twice = (key: string, value: string) => signed([...Object.entries(must), [key, value]])
    for (const [key, value] of Object.entries(must)) {
      expect(readProxyCaller(twice(key, value).toString(), [secret], now), key).toBeNull()
    }
    const query = signed(Object.entries(must)).toString()
    const signature = query.slice(query.indexOf("signature="))
    expect(readProxyCaller(`${query}&${signature}`, [secret], now)).toBeNull()
  })
})

describe("a signature", () => {
  it("is what createHmac makes of any secret and any text", () => {
    const any = fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), fc.string())
    fc.assert(
      fc.property(any, any, (key, message) => {
        const theirs = createHmac("sha256", key).update(message).digest("hex")
        expect(hmacSha256Hex(key, message)).toBe(theirs)
      }),
      {
        numRuns: 500,
        examples: [
          ["k".repeat(64), ""],
          ["k".repeat(65), "é"],
          ["", ""],
        ],
      },
    )
  })
})
