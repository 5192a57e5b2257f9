import { Banner } from "@shopify/polaris"
import { RequestError } from "#web/admin/api/request.ts"
import { useWords } from "#web/admin/words/useWords.ts"

/** Why the server did not answer, and what to do about it. */
export function FailureBanner({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const { t } = useWords()
  const code = error instanceof RequestError ? error.code : "unexpected"
  return (
    <Banner
      tone="critical"
      title={t(`error.${code}.title`)}
      {...(onRetry ? { action: { content: t("error.retry"), onAction: onRetry } } : {})}
    >
      {t(`error.${code}.advice`)}
    </Banner>
  )
}
