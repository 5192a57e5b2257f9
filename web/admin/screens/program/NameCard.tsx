import { TextField } from "@shopify/polaris"
import type { ProgramVersion } from "#web/admin/api/program.ts"
import { useWords } from "#web/admin/words/useWords.ts"
import { SectionCard } from "./SectionCard.tsx"
import type { ProgramForm } from "./useProgramForm.ts"

export function NameCard({ form, live }: { form: ProgramForm; live: ProgramVersion | null }) {
  const { t } = useWords()
  const name = form.field<string>("name", (settings, value) => {
    settings.name = value
  })
  return (
    <SectionCard
      title={t("program.name")}
      part={(settings) => settings.name}
      values={form.values}
      live={live}
    >
      <TextField
        label={t("program.name")}
        labelHidden
        helpText={t("program.name-help")}
        autoComplete="off"
        maxLength={60}
        value={form.values.name}
        {...name}
      />
    </SectionCard>
  )
}
