import { setTimeout as sleep } from "node:timers/promises"
import { type CodeState, PlatformError } from "#web/platforms/platform.ts"
import type { AdminClient } from "./client.ts"
import { discountExists } from "./discounts.ts"
import { readOperation } from "./documents.ts"
import { findCode } from "./find-code.ts"
import { nodes } from "./order-body.ts"
import type { Reader } from "./reader.ts"
import { readPayload, refusedBy } from "./user-errors.ts"

const addMutation = readOperation("add-codes")
const addedQuery = readOperation("codes-added")
const notAddedQuery = readOperation("codes-not-added")
const deleteMutation = readOperation("delete-code")
const jobQuery = readOperation("job-done")

/** How long Shopify may take over codes or a job before we come back later. */
const patienceMs = 60_000

/** Why some codes were not added, by code. The codes are secrets: they are kept out of the message and of logs. */
export class CodesRefused extends Error {
  readonly #reasons: ReadonlyMap<string, string>
  constructor(reasons: ReadonlyMap<string, string>) {
    super(`${reasons.size} refused: ${[...new Set(reasons.values())].join(", ")}`)
    this.#reasons = reasons
  }
  /** Shopify's error code of each code that was not added. */
  reasons(): ReadonlyMap<string, string> {
    return this.#reasons
  }
}

/**
 * Adds up to 250 codes and waits until Shopify says that they work. Codes that this discount has already count as
 * added. Throws PlatformError "codes-refused", with CodesRefused as its cause, when some can never be added; the
 * others then work. "discount-gone": the merchant deleted the discount.
 */
export async function addCodes(
  client: AdminClient,
  discountId: string,
  codes: readonly string[],
): Promise<void> {
  if (!codes.length) return
  if (codes.length > 250) throw new RangeError(`250 codes at a time, not ${codes.length}`)
  const input = { discountId, codes: codes.map((code) => ({ code })) }
  // Twice is as good as once: a code that is there is reported, not doubled.
  const data = await client.request(addMutation, input, { repeatable: true })
  const { payload, errors } = readPayload(data, "discountRedeemCodeBulkAdd")
  const id = payload.child("bulkCreation")?.text("id")
  if (errors.length || !id) {
    if (await discountExists(client, discountId)) throw refusedBy(errors, "codes-refused")
    throw new PlatformError("discount-gone", { retryable: false })
  }
  const creation = await poll("codes-still-pending", async () => {
    const state = (await client.request(addedQuery, { id })).child("discountRedeemCodeBulkCreation")
    return state?.flag("done") ? state : null
  })
  if (creation.wholeNumber("failedCount")) await judgeFailures(client, discountId, id)
}

/** Codes that failed only because an earlier try added them are fine. */
async function judgeFailures(client: AdminClient, discountId: string, id: string): Promise<void> {
  const answer = await client.request(notAddedQuery, { id })
  const creation = answer.child("discountRedeemCodeBulkCreation")
  const refused = new Map<string, string>()
  for (const one of creation ? nodes(creation, "codes") : []) {
    const [error] = one.list("errors")
    if (!error) continue
    const code = one.text("code")
    const holder = await findCode(client, code)
    if (holder?.discountId !== discountId)
      refused.set(code, error.optionalText("code") ?? "INVALID")
  }
  if (!refused.size) return
  const cause = new CodesRefused(refused)
  throw new PlatformError("codes-refused", { retryable: false, cause })
}

/** Whether a code waits, was used or is not there. Shopify counts uses a little late; orders tell sooner. */
export async function codeState(client: AdminClient, code: string): Promise<CodeState> {
  const found = await findCode(client, code)
  if (!found) return "absent"
  if (found.code) return found.code.uses ? "used" : "unused"
  if (found.discountUses === 0) return "unused"
  throw new PlatformError("code-not-visible-yet", { retryable: true })
}

/** Takes one code off a discount, and resolves only when it is gone. */
export async function deleteCode(
  client: AdminClient,
  discountId: string,
  code: string,
): Promise<void> {
  const found = await findCode(client, code)
  if (found?.discountId !== discountId) return
  if (!found.code) throw new PlatformError("code-not-visible-yet", { retryable: true })
  const input = { discountId, ids: [found.code.id] }
  const data = await client.request(deleteMutation, input, { repeatable: true })
  const { payload, errors } = readPayload(data, "discountCodeRedeemCodeBulkDelete")
  if (errors.length) throw refusedBy(errors, "code-refused")
  await jobDone(client, payload.child("job"))
  if (await findCode(client, code)) throw new PlatformError("code-still-there", { retryable: true })
}

async function jobDone(client: AdminClient, job: Reader | null): Promise<void> {
  if (!job || job.flag("done")) return
  const id = job.text("id")
  await poll("code-still-there", async () => {
    const state = (await client.request(jobQuery, { id })).child("job")
    // Shopify forgets a job that is over.
    return !state || state.flag("done") ? true : null
  })
}

/** Asks again, less and less often, until there is an answer. */
async function poll<T>(reason: string, ask: () => Promise<T | null>): Promise<T> {
  const giveUpAt = performance.now() + patienceMs
  for (let waitMs = 200; ; waitMs = Math.min(waitMs * 1.5, 2000)) {
    const answer = await ask()
    if (answer !== null) return answer
    if (performance.now() + waitMs > giveUpAt) throw new PlatformError(reason, { retryable: true })
    await sleep(waitMs)
  }
}
