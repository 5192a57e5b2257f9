import { BlockStack, Button, Card, Icon, InlineStack, Text } from "@shopify/polaris"
import { CheckCircleIcon, MinusCircleIcon } from "@shopify/polaris-icons"
import type { HomeData } from "#web/admin/api/home.ts"
import { useWords } from "#web/admin/words/useWords.ts"
import { type ThemeState, themeEditorUrl, useThemeState } from "./useThemeState.ts"

type Step = { name: string; done: boolean; url: string; external: boolean }

/** The way to a running programme. It goes away by itself once everything is done. */
export function NextSteps({ data }: { data: HomeData }) {
  const { t } = useWords()
  const theme = useThemeState()
  const steps = stepsOf(data, theme)
  const next = steps.find((step) => !step.done)
  if (!next) return null
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("steps.title")}
        </Text>
        {steps.map((step) => (
          <InlineStack key={step.name} gap="300" blockAlign="start" wrap={false}>
            <div>
              <Icon
                source={step.done ? CheckCircleIcon : MinusCircleIcon}
                tone={step.done ? "success" : "subdued"}
                accessibilityLabel={t(step.done ? "steps.done" : "steps.open")}
              />
            </div>
            <BlockStack gap="200">
              <Text as="p" fontWeight={step === next ? "semibold" : "regular"}>
                {t(`steps.${step.name}`)}
              </Text>
              {step === next ? <StepAction step={step} /> : null}
            </BlockStack>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  )
}

function StepAction({ step }: { step: Step }) {
  const { t } = useWords()
  return (
    <>
      <Text as="p" tone="subdued">
        {t(`steps.${step.name}-text`)}
      </Text>
      {step.url ? (
        <InlineStack>
          <Button variant="primary" url={step.url} external={step.external}>
            {t(`steps.${step.name}-action`)}
          </Button>
        </InlineStack>
      ) : null}
    </>
  )
}

function stepsOf({ program, figures }: HomeData, theme: ThemeState): Step[] {
  const ours = { external: false }
  const steps: Step[] = [
    { name: "publish", done: program.live !== null, url: "/program", ...ours },
    { name: "first-points", done: figures.ordersThatEarned > 0, url: "", ...ours },
  ]
  if (theme === "unknown") return steps
  return [
    steps[0]!,
    { name: "widget", done: theme === "on", url: themeEditorUrl(), external: true },
    steps[1]!,
  ]
}
