import { Badge, BlockStack, Page } from "@shopify/polaris"
import { useState } from "react"
import type { Program } from "#web/admin/api/program.ts"
import { useProgram } from "#web/admin/api/use-program.ts"
import { notify } from "#web/admin/app-bridge.ts"
import { FormMessages } from "#web/admin/components/FormMessages.tsx"
import { SaveBar } from "#web/admin/components/SaveBar.tsx"
import { useWords } from "#web/admin/words/useWords.ts"
import { CountingCard } from "./CountingCard.tsx"
import { DiscardDraft } from "./DiscardDraft.tsx"
import { EarningCard } from "./EarningCard.tsx"
import { NameCard } from "./NameCard.tsx"
import { PointsCard } from "./PointsCard.tsx"
import { PublishProgram } from "./PublishProgram.tsx"
import { RewardsCard } from "./RewardsCard.tsx"
import { useProgramForm } from "./useProgramForm.ts"
import { VersionsCard } from "./VersionsCard.tsx"

/** The programme as sentences: edited as a draft, live once published. */
export function ProgramPage() {
  const { t } = useWords()
  const { shop, program } = useProgram()
  const form = useProgramForm(program)
  const [asking, setAsking] = useState<"publish" | "discard" | null>(null)
  const save = async () => {
    if (await form.save()) notify(t("program.draft-saved"))
  }
  const { revision } = program.draft
  const close = () => setAsking(null)
  return (
    <Page
      narrowWidth
      title={t("program.title")}
      titleMetadata={<ProgramState program={program} />}
      primaryAction={{
        content: t("program.publish"),
        disabled: form.dirty || !program.differs,
        onAction: () => setAsking("publish"),
      }}
      secondaryActions={
        revision > 0
          ? [
              {
                content: t("program.discard"),
                disabled: form.dirty,
                onAction: () => setAsking("discard"),
              },
            ]
          : []
      }
    >
      <SaveBar open={form.dirty} saving={form.saving} onSave={save} onDiscard={form.discard} />
      <BlockStack gap="400">
        <FormMessages form={form} />
        <EarningCard form={form} shop={shop} live={program.live} />
        <RewardsCard form={form} shop={shop} live={program.live} />
        <CountingCard form={form} live={program.live} />
        <PointsCard form={form} live={program.live} />
        <NameCard form={form} live={program.live} />
        <VersionsCard program={program} form={form} timeZone={shop.timeZone} />
      </BlockStack>
      {asking === "publish" ? <PublishProgram program={program} onClose={close} /> : null}
      {asking === "discard" ? <DiscardDraft revision={revision} onClose={close} /> : null}
    </Page>
  )
}

function ProgramState({ program: { live, differs } }: { program: Program }) {
  const { t } = useWords()
  if (!live) return <Badge tone="attention">{t("program.state-none")}</Badge>
  if (differs) return <Badge tone="attention">{t("program.state-differs")}</Badge>
  return <Badge tone="success">{t("program.state-live")}</Badge>
}
