import type { RootField } from "./admin-request.ts"
import { tagsAdd, tagsRemove } from "./change-tags.ts"
import {
  discountCodeActivate,
  discountCodeBasicCreate,
  discountCodeBasicUpdate,
  discountCodeDeactivate,
  discountCodeDelete,
} from "./discounts/basic-discounts.ts"
import {
  discountCodeRedeemCodeBulkDelete,
  discountRedeemCodeBulkAdd,
} from "./discounts/bulk-codes.ts"
import { metafieldsSet } from "./set-metafields.ts"

/** The mutations that the sandbox offers. */
export const mutationFields: Record<string, RootField> = {
  discountCodeBasicCreate,
  discountCodeBasicUpdate,
  discountCodeActivate,
  discountCodeDeactivate,
  discountCodeDelete,
  discountRedeemCodeBulkAdd,
  discountCodeRedeemCodeBulkDelete,
  metafieldsSet,
  tagsAdd,
  tagsRemove,
}
