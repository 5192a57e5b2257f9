import { randomBytes } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import express from "express"
import { type JWTPayload, SignJWT } from "jose"
import { sealWith } from "#web/db/seal.ts"
import { shopDirectory } from "#web/db/shop-directory.ts"
import { adminApi } from "#web/http/admin/admin-api.ts"
import type { TestDatabase } from "./database.ts"

export const apiKey = "test-api-key"
export const apiSecret = "test-api-secret"

const fullUrl = (domain: string) => `https://${domain}`

/** The claims of a Shopify ID token for staff member 7 of a shop. */
export function claims(domain: string, now: Date, changes: JWTPayload = {}): JWTPayload {
  const seconds = Math.floor(now.getTime() / 1000)
  return {
    iss: `${fullUrl(domain)}/admin`,
    dest: fullUrl(domain),
    aud: apiKey,
    sub: "7",
    nbf: seconds,
    iat: seconds,
    exp: seconds + 60,
    jti: randomBytes(8).toString("hex"),
    sid: randomBytes(8).toString("hex"),
    ...changes,
  }
}

export function sign(payload: JWTPayload, secret = apiSecret): Promise<string> {
  const header = { alg: "HS256", typ: "JWT" }
  return new SignJWT(payload).setProtectedHeader(header).sign(new TextEncoder().encode(secret))
}

export type Answer = {
  status: number
  headers: Headers
  // The shape follows the query: tests read what they asked for.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  body: any
}

/** The admin API on a port of its own, over a test database; time stands still at `now`. */
export async function adminServer({ db }: TestDatabase, now = new Date("2026-04-01T12:00:00Z")) {
  const published: number[] = []
  const unexpected: unknown[] = []
  let replayed = 0
  const seal = sealWith(Buffer.alloc(32, 7))
  const app = express().use(
    "/admin/graphql",
    adminApi({
      db,
      seal,
      shops: shopDirectory(db.drain),
      now: () => now,
      apiKey,
      apiSecrets: [apiSecret, "the-secret-before"],
      onProgramPublished: async (brandId) => void published.push(brandId),
      onDeliveryReplayed: () => void replayed++,
      onUnexpectedError: (error) => void unexpected.push(error),
    }),
  )
  const server = createServer(app).listen(0, "127.0.0.1")
  await new Promise((done) => server.once("listening", done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/admin/graphql`

  async function send(headers: Record<string, string>, body: string): Promise<Answer> {
    const response = await fetch(url, { method: "POST", headers, body })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: text.startsWith("{") ? JSON.parse(text) : text,
    }
  }

  return {
    url,
    now,
    seal,
    published,
    unexpected,
    replays: () => replayed,
    send,
    /** Asks with a given token, as a script would. */
    askWith: (token: string, query: string, variables: object = {}) =>
      send(
        { "content-type": "application/json", authorization: `Bearer ${token}` },
        JSON.stringify({ query, variables }),
      ),
    /** Asks as staff of a shop; answers the data, and throws what GraphQL calls errors. */
    async ask(domain: string, query: string, variables: object = {}) {
      const token = await sign(claims(domain, now))
      const { body } = await this.askWith(token, query, variables)
      if (body.errors || body.error) throw new Error(JSON.stringify(body))
      return body.data
    },
    close: () => new Promise((done) => server.close(done)),
  }
}
