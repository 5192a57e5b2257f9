import { Modal, Text } from "@shopify/polaris"
import { useMutation } from "@tanstack/react-query"
import type { Tier } from "#web/admin/api/tiers.ts"
import { useTierChanges } from "#web/admin/api/use-tiers.ts"
import { notify } from "#web/admin/app-bridge.ts"
import { ChangeFailure } from "#web/admin/components/ChangeFailure.tsx"
import { navigate } from "#web/admin/router/location.ts"
import { useWords } from "#web/admin/words/useWords.ts"

type DeleteTierProps = { tier: Tier; revision: number; onClose: () => void }

/** Asks before a tier is taken out of the draft. */
export function DeleteTier({ tier, revision, onClose }: DeleteTierProps) {
  const { t } = useWords()
  const { remove } = useTierChanges()
  const deletion = useMutation({
    mutationFn: () => remove(revision, tier.id),
    onSuccess: (refusals) => {
      if (refusals.length) return
      notify(t("tiers.deleted", { name: tier.name }))
      void navigate("/tiers", { saved: true })
    },
  })
  return (
    <Modal
      open
      title={t("tiers.delete-title", { name: tier.name })}
      onClose={onClose}
      primaryAction={{
        content: t("tiers.delete"),
        destructive: true,
        loading: deletion.isPending,
        onAction: () => deletion.mutate(),
      }}
      secondaryActions={[{ content: t("cancel"), onAction: onClose }]}
    >
      <Modal.Section>
        <ChangeFailure error={deletion.error} refusals={deletion.data ?? []} />
        <Text as="p">{t("tiers.delete-text")}</Text>
      </Modal.Section>
    </Modal>
  )
}
