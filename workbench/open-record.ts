interface Named {
  id: string
  properties: Record<string, string | null>
}

/** A contact as HubSpot hands it to a card that asks for `hs_object_id`, as ours does: with the id of the record that is open. */
export function openRecord({ id, properties }: Named): Named {
  return { id, properties: { hs_object_id: id, ...properties } }
}
