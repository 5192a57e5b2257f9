import { Page } from "@shopify/polaris"
import type { TierFields } from "#web/admin/api/tiers.ts"
import { useTierChanges, useTiers } from "#web/admin/api/use-tiers.ts"
import { notify } from "#web/admin/app-bridge.ts"
import { SaveBar } from "#web/admin/components/SaveBar.tsx"
import { navigate } from "#web/admin/router/location.ts"
import { useWords } from "#web/admin/words/useWords.ts"
import { TierForm } from "./TierForm.tsx"
import { useTierForm } from "./useTierForm.ts"

const blank: TierFields = {
  name: "",
  match: "any",
  thresholds: { earnedPoints: null, spendMinor: null, orderCount: null },
}

export function CreateTier() {
  const { t } = useWords()
  const { revision, currency } = useTiers()
  const { create } = useTierChanges()
  const form = useTierForm({ values: blank, revision }, (edited) =>
    create(edited.revision, edited.values),
  )
  const save = async () => {
    if (!(await form.save())) return
    notify(t("tiers.saved"))
    void navigate("/tiers", { saved: true })
  }
  return (
    <Page
      narrowWidth
      title={t("tiers.create")}
      backAction={{ content: t("tiers.title"), url: "/tiers" }}
    >
      <SaveBar open={form.dirty} saving={form.saving} onSave={save} onDiscard={form.discard} />
      <TierForm form={form} currency={currency} />
    </Page>
  )
}
