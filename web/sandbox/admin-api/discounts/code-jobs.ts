import { secondsIso } from "#web/sandbox/clock.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { redeemCodePayload } from "#web/sandbox/payloads/discount.ts"
import type { BulkCreation, CodeDeletion, Id, RedeemCode } from "#web/sandbox/state/model.ts"

/**
 * Adding and deleting many codes at once happens later, as at Shopify; what is under way survives a
 * restart.
 */
export type CodeJobs = {
  add(shop: SandboxContext, discountId: Id, codes: string[]): BulkCreation
  remove(shop: SandboxContext, discountId: Id, codeIds: Id[]): CodeDeletion
  stop(): void
}

export function startCodeJobs(context: SandboxContext): CodeJobs {
  const timers = new Set<NodeJS.Timeout>()
  const later = (work: () => void) => {
    const wait = context.root.settings.get("admin").bulkMs
    const timer = setTimeout(() => {
      timers.delete(timer)
      work()
    }, wait)
    timers.add(timer)
  }

  for (const { domain } of context.root.shops.all()) {
    const shop = context.forShop(domain)
    for (const one of shop?.store.bulkCreations.page({ orderBy: "pending", limit: 1000 }) ?? []) {
      later(() => createCodes(shop!, one.id))
    }
    for (const one of shop?.store.codeDeletions.page({ orderBy: "pending", limit: 1000 }) ?? []) {
      later(() => deleteCodes(shop!, one.id))
    }
  }

  return {
    add(shop, discountId, codes) {
      const creation = shop.store.bulkCreations.put({
        id: shop.root.nextId(),
        discountId,
        codes: codes.map((code) => ({ code, redeemCodeId: null, errors: [] })),
        createdAt: secondsIso(shop.clock.now()),
        doneAt: null,
      })
      later(() => createCodes(shop, creation.id))
      return creation
    },
    remove(shop, discountId, codeIds) {
      const deletion = shop.store.codeDeletions.put({
        id: shop.root.nextId(),
        discountId,
        codeIds,
        createdAt: secondsIso(shop.clock.now()),
        doneAt: null,
      })
      later(() => deleteCodes(shop, deletion.id))
      return deletion
    },
    stop() {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

/** Adds one code to a discount; null if it is taken. */
export function addCode(shop: SandboxContext, discountId: Id, code: string): RedeemCode | null {
  if (shop.store.redeemCodes.findOne("code", code.toLowerCase())) return null
  const now = shop.clock.now()
  const made = shop.store.redeemCodes.put({
    id: shop.root.nextId(),
    discountId,
    code,
    usageCount: 0,
    createdAt: secondsIso(now),
  })
  shop.send("discounts/redeemcode_added", redeemCodePayload(made, now))
  return made
}

export function removeCode(shop: SandboxContext, code: RedeemCode): void {
  shop.store.redeemCodes.delete(code.id)
  shop.send("discounts/redeemcode_removed", redeemCodePayload(code, shop.clock.now()))
}

function createCodes(shop: SandboxContext, creationId: Id): void {
  shop.root.transaction(() => {
    const creation = shop.store.bulkCreations.get(creationId)
    if (!creation || creation.doneAt) return
    const exists = shop.store.discounts.get(creation.discountId) !== null
    const codes = creation.codes.map(({ code }) => {
      const made = exists && code.trim() !== "" ? addCode(shop, creation.discountId, code) : null
      return { code, redeemCodeId: made?.id ?? null, errors: made ? [] : [errorFor(code)] }
    })
    const doneAt = secondsIso(shop.clock.now())
    shop.store.bulkCreations.put({ ...creation, codes, doneAt })
  })
}

function deleteCodes(shop: SandboxContext, deletionId: Id): void {
  shop.root.transaction(() => {
    const deletion = shop.store.codeDeletions.get(deletionId)
    if (!deletion || deletion.doneAt) return
    for (const id of deletion.codeIds) {
      const code = shop.store.redeemCodes.get(id)
      if (code && code.discountId === deletion.discountId) removeCode(shop, code)
    }
    shop.store.codeDeletions.put({ ...deletion, doneAt: secondsIso(shop.clock.now()) })
  })
}

function errorFor(code: string) {
  if (code.trim() === "") return { code: "BLANK", field: ["code"], message: "Code can't be blank" }
  const message = "Code must be unique. Please try a different code."
  return { code: "TAKEN", field: ["code"], message }
}
