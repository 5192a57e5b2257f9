import { Badge, Page } from "@shopify/polaris"
import { useState } from "react"
import type { Tier, TierFields, TierList } from "#web/admin/api/tiers.ts"
import { useTierChanges, useTiers } from "#web/admin/api/use-tiers.ts"
import { notify } from "#web/admin/app-bridge.ts"
import { NotFound } from "#web/admin/components/NotFound.tsx"
import { SaveBar } from "#web/admin/components/SaveBar.tsx"
import { navigate } from "#web/admin/router/location.ts"
import { useWords } from "#web/admin/words/useWords.ts"
import { DeleteTier } from "./DeleteTier.tsx"
import { TierForm } from "./TierForm.tsx"
import { useTierForm } from "./useTierForm.ts"

export function EditTier({ params }: { params: Record<string, string> }) {
  const list = useTiers()
  const tier = list.tiers.find(({ id }) => id === params.id)
  return tier ? <EditFoundTier tier={tier} list={list} /> : <NotFound />
}

function EditFoundTier({ tier, list }: { tier: Tier; list: TierList }) {
  const { t } = useWords()
  const { edit } = useTierChanges()
  const [deleting, setDeleting] = useState(false)
  const form = useTierForm({ values: fieldsOf(tier), revision: list.revision }, (edited) =>
    edit(edited.revision, tier.id, edited.values),
  )
  const save = async () => {
    if (!(await form.save())) return
    notify(t("tiers.saved"))
    void navigate("/tiers", { saved: true })
  }
  const isLive = tier.status === "live"
  return (
    <Page
      narrowWidth
      title={tier.name}
      titleMetadata={
        <Badge tone={isLive ? "success" : "attention"}>{t(`tiers.status-${tier.status}`)}</Badge>
      }
      backAction={{ content: t("tiers.title"), url: "/tiers" }}
      secondaryActions={[
        { content: t("tiers.delete"), destructive: true, onAction: () => setDeleting(true) },
      ]}
    >
      <SaveBar open={form.dirty} saving={form.saving} onSave={save} onDiscard={form.discard} />
      <TierForm form={form} currency={list.currency} />
      {deleting ? (
        <DeleteTier tier={tier} revision={list.revision} onClose={() => setDeleting(false)} />
      ) : null}
    </Page>
  )
}

function fieldsOf({ name, match, thresholds }: Tier): TierFields {
  return { name, match, thresholds }
}
