import { Badge, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris"
import { useState } from "react"
import type { Program } from "#web/admin/api/program.ts"
import { useWords } from "#web/admin/words/useWords.ts"
import type { ProgramForm, ProgramValues } from "./useProgramForm.ts"

const shownAtFirst = 3

type VersionsCardProps = { program: Program; form: ProgramForm; timeZone: string }

/** What was published and when. An older version can be taken as the draft; it is live only once published again. */
export function VersionsCard({ program, form, timeZone }: VersionsCardProps) {
  const { t, format } = useWords()
  const [all, setAll] = useState(false)
  const { versions, live } = program
  if (!live) return null
  const shown = all ? versions : versions.slice(0, shownAtFirst)
  const take = (settings: ProgramValues) =>
    form.change("", (values) => void Object.assign(values, structuredClone(settings)))
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("program.versions")}
        </Text>
        {shown.map(({ version, publishedAt, settings }) => (
          <InlineStack key={version} align="space-between" blockAlign="center" gap="200">
            <InlineStack gap="200" blockAlign="center">
              <Text as="span">{t("program.version", { version })}</Text>
              <Text as="span" tone="subdued">
                {format.moment(publishedAt, timeZone)}
              </Text>
              {version === live.version ? (
                <Badge tone="success">{t("program.state-live")}</Badge>
              ) : null}
            </InlineStack>
            {version === live.version ? null : (
              <Button variant="plain" onClick={() => take(settings as ProgramValues)}>
                {t("program.use-version")}
              </Button>
            )}
          </InlineStack>
        ))}
        {versions.length > shown.length ? (
          <InlineStack>
            <Button variant="plain" onClick={() => setAll(true)}>
              {t("program.all-versions", { count: versions.length })}
            </Button>
          </InlineStack>
        ) : null}
      </BlockStack>
    </Card>
  )
}
