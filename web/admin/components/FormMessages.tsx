import { Banner } from "@shopify/polaris"
import { useQueryClient } from "@tanstack/react-query"
import { useWords } from "#web/admin/words/useWords.ts"
import { FailureBanner } from "./FailureBanner.tsx"
import { RefusalBanner } from "./RefusalBanner.tsx"
import type { Form } from "./use-form.ts"

/** What a form has to say that belongs to no single field, and what to do about it. */
export function FormMessages<Values>({ form }: { form: Form<Values> }) {
  const { t } = useWords()
  const queries = useQueryClient()
  if (form.failure) return <FailureBanner error={form.failure} onRetry={() => void form.save()} />
  if (form.refusals.some(({ code }) => code === "edited-meanwhile")) {
    const reload = async () => {
      await queries.invalidateQueries()
      form.discard()
    }
    return (
      <Banner
        tone="warning"
        title={t("refusal.edited-meanwhile")}
        action={{ content: t("refusal.load-newest"), onAction: reload }}
      >
        {t("refusal.load-newest-advice")}
      </Banner>
    )
  }
  if (form.refusals.length) return <RefusalBanner refusals={form.refusals} />
  if (form.hasFieldErrors) return <Banner tone="critical" title={t("refusal.see-fields")} />
  return null
}
