import { Box } from "@shopify/polaris"
import type { Refusal } from "#web/admin/api/request.ts"
import { FailureBanner } from "./FailureBanner.tsx"
import { RefusalBanner } from "./RefusalBanner.tsx"

type ChangeFailureProps = {
  /** The server could not be asked. */
  error: Error | null
  refusals: readonly Refusal[]
  onRetry?: () => void
}

/** Why a single act, such as a deletion, was not done. Nothing when it was. */
export function ChangeFailure({ error, refusals, onRetry }: ChangeFailureProps) {
  if (!error && !refusals.length) return null
  return (
    <Box paddingBlockEnd="400">
      {error ? (
        <FailureBanner error={error} {...(onRetry ? { onRetry } : {})} />
      ) : (
        <RefusalBanner refusals={refusals} />
      )}
    </Box>
  )
}
