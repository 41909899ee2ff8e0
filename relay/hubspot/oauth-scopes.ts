/** What the marketplace edition's app file requires; docs/editions.md says why. A test holds the two together. */
export const oauthScopes = {
  required: ['oauth', 'crm.objects.contacts.read', 'crm.objects.contacts.write', 'sales-email-read'],
  /** Asked for only by an install link for accounts with workflows: with it, HubSpot refuses lesser editions. */
  withWorkflows: ['automation'],
  /**
   * Granted where the account has it, and nothing waits for it: who wrote a message is named by the first, and by the second super
   * admins are known, without whom the account's own list of admins decides.
   */
  optional: ['crm.objects.owners.read', 'settings.users.read'],
}
