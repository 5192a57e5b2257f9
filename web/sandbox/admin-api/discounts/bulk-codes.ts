import type { Args } from "#web/sandbox/admin-api/admin-request.ts"
import { checkInputSize, notOffered, type RootField } from "#web/sandbox/admin-api/admin-request.ts"
import { listConnection } from "#web/sandbox/admin-api/connection.ts"
import { idOf } from "#web/sandbox/admin-api/gid.ts"
import {
  codeDiscountNodeObject,
  redeemCodeObject,
} from "#web/sandbox/admin-api/objects/discount.ts"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { gid } from "#web/sandbox/payloads/json.ts"
import type { BulkCreation } from "#web/sandbox/state/model.ts"
import { found, missing } from "./basic-discounts.ts"

export const discountRedeemCodeBulkAdd: RootField = (args, { shop, jobs }) => {
  checkInputSize(args.codes)
  const discount = found(shop, args.discountId)
  if (!discount) return { bulkCreation: null, userErrors: [missing("discountId")] }
  if (args.codes.length === 0) {
    const message = "Codes can't be blank"
    const userErrors = [{ code: "BLANK", field: ["codes"], message, extraInfo: null }]
    return { bulkCreation: null, userErrors }
  }
  const codes = args.codes.map((one: { code: string }) => one.code)
  const creation = jobs.add(shop, discount.id, codes)
  return { bulkCreation: bulkCreationObject(shop, creation), userErrors: [] }
}

export const discountRedeemCodeBulkCreation: RootField = (args, { shop }) => {
  const id = idOf("DiscountRedeemCodeBulkCreation", args.id)
  const creation = id && shop.store.bulkCreations.get(id)
  return creation ? bulkCreationObject(shop, creation) : null
}

export const discountCodeRedeemCodeBulkDelete: RootField = (args, { shop, jobs }) => {
  const refuse = (code: string, message: string) => ({
    job: null,
    userErrors: [{ code, field: null, message, extraInfo: null }],
  })
  const given = [args.ids, args.search, args.savedSearchId].filter((one) => one != null).length
  const keys = "`ids`, `search` or `saved_search_id`"
  if (given === 0) return refuse("MISSING_ARGUMENT", `Missing expected argument key: ${keys}.`)
  if (given > 1) return refuse("TOO_MANY_ARGUMENTS", `Only one of ${keys} is allowed.`)
  if (!args.ids) throw notOffered("Deleting codes by search")
  checkInputSize(args.ids)
  const discount = found(shop, args.discountId)
  if (!discount) return { job: null, userErrors: [missing("discountId")] }
  const ids = args.ids.flatMap((one: string) => idOf("DiscountRedeemCode", one) ?? [])
  const deletion = jobs.remove(shop, discount.id, ids)
  return { job: { id: gid("Job", deletion.id), done: false }, userErrors: [] }
}

export const job: RootField = (args, { shop }) => {
  const id = idOf("Job", args.id)
  const deletion = id && shop.store.codeDeletions.get(id)
  return deletion ? { id: args.id, done: deletion.doneAt !== null } : null
}

export function bulkCreationObject(shop: SandboxContext, creation: BulkCreation) {
  const imported = creation.codes.filter((one) => one.redeemCodeId !== null).length
  const failed = creation.codes.filter((one) => one.errors.length > 0).length
  return {
    __typename: "DiscountRedeemCodeBulkCreation",
    id: gid("DiscountRedeemCodeBulkCreation", creation.id),
    createdAt: creation.createdAt,
    done: creation.doneAt !== null,
    codesCount: creation.codes.length,
    importedCount: imported,
    failedCount: failed,
    discountCode: () => {
      const discount = shop.store.discounts.get(creation.discountId)
      return discount && codeDiscountNodeObject(shop, discount)
    },
    codes: (args: Args) =>
      listConnection(creation.codes, args, (one) => ({
        code: one.code,
        errors: one.errors.map((error) => ({ ...error, extraInfo: null })),
        discountRedeemCode: () => {
          const code = one.redeemCodeId && shop.store.redeemCodes.get(one.redeemCodeId)
          return code ? redeemCodeObject(code) : null
        },
      })),
  }
}
