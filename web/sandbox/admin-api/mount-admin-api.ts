import express, { type Express, type Request, type Response } from "express"
import type { DocumentNode } from "graphql"
import { apiVersion } from "#web/sandbox/api-version.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { acceptToken } from "#web/sandbox/oauth/tokens.ts"
import { shopOfRequest } from "#web/sandbox/shop-of-request.ts"
import type { AdminRequest } from "./admin-request.ts"
import { startCodeJobs } from "./discounts/code-jobs.ts"
import { type AdminQuery, checkDocument, executeRequest } from "./execute-request.ts"
import { chooseFault } from "./faults.ts"
import { LeakyBucket } from "./leaky-bucket.ts"
import { actualCost, requestedCost } from "./query-cost.ts"

const mostPerQuery = 1000
const badToken = "[API] Invalid API key or access token (unrecognized login or wrong password)"

/** POST /admin/api/2026-10/graphql.json, as the Admin API answers it. */
export function mountAdminApi(app: Express, context: SandboxContext): { stop(): void } {
  const buckets = new Map<string, LeakyBucket>()
  const jobs = startCodeJobs(context)
  const parsers = [express.json({ limit: "5mb" }), express.text({ type: "application/graphql" })]

  app.post(
    "/admin/api/:version/graphql.json",
    parsers,
    async (request: Request, response: Response) => {
      if (request.params.version !== apiVersion) {
        response.status(404).json({ errors: "Not Found" })
        return
      }
      const shop = shopOfRequest(context, request, response)
      if (!shop) return
      response.setHeader("x-shopify-api-version", apiVersion)
      const token = acceptToken(shop, request.get("x-shopify-access-token") ?? "")
      if (!token) {
        response.status(401).json({ errors: badToken })
        return
      }
      const asked = readQuery(request)
      if (!asked) {
        response.status(400).json({ errors: { query: "Required parameter missing or invalid" } })
        return
      }
      const fault = chooseFault(context)
      if (await fault.before(response)) return
      const bucket = bucketOf(buckets, shop.domain)
      const answer = answerTo(asked, { shop, token, jobs }, bucket)
      if (await fault.after(response)) return
      response.json(answer)
    },
  )
  return { stop: jobs.stop }
}

function readQuery(request: Request): AdminQuery | null {
  const { body } = request
  if (typeof body === "string") return { query: body, variables: {}, operationName: null }
  if (typeof body?.query !== "string") return null
  return {
    query: body.query,
    variables: body.variables ?? {},
    operationName: body.operationName ?? null,
  }
}

function answerTo(asked: AdminQuery, request: AdminRequest, bucket: LeakyBucket): object {
  const checked = checkDocument(asked.query)
  if (!checked.ok) return { errors: checked.errors.map((error) => error.toJSON()) }
  const settings = request.shop.root.settings.get("admin")
  const requested = requestedCost(checked.document, asked.operationName, asked.variables)
  if (requested > mostPerQuery) return tooCostly(requested)
  const costs = (actual: number | null) => ({
    cost: {
      requestedQueryCost: requested,
      actualQueryCost: actual,
      throttleStatus: bucket.status(settings),
    },
  })
  if (!bucket.take(requested, settings)) {
    const documentation = "https://shopify.dev/api/usage/rate-limits"
    const errors = [{ message: "Throttled", extensions: { code: "THROTTLED", documentation } }]
    return { errors, extensions: costs(null) }
  }
  const result = executeRequest(checked.document, asked, request)
  const mutations = countMutations(checked.document)
  const actual = Math.min(requested, actualCost(result.data, mutations))
  bucket.giveBack(requested - actual)
  return {
    ...(result.data === undefined ? {} : { data: result.data }),
    ...(result.errors ? { errors: result.errors.map((error) => error.toJSON()) } : {}),
    extensions: costs(actual),
  }
}

function tooCostly(requested: number): object {
  const message =
    `Query cost is ${requested}, which exceeds the single query max cost limit (${mostPerQuery}).` +
    " See https://shopify.dev/concepts/about-apis/rate-limits for more information."
  const extensions = { code: "MAX_COST_EXCEEDED", cost: requested, maxCost: mostPerQuery }
  return { errors: [{ message, extensions }] }
}

function countMutations(document: DocumentNode): number {
  return document.definitions
    .filter((one) => one.kind === "OperationDefinition" && one.operation === "mutation")
    .reduce((n, one) => n + ("selectionSet" in one ? one.selectionSet.selections.length : 0), 0)
}

function bucketOf(buckets: Map<string, LeakyBucket>, domain: string): LeakyBucket {
  const bucket = buckets.get(domain) ?? new LeakyBucket()
  buckets.set(domain, bucket)
  return bucket
}
