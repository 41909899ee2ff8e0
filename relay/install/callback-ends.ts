import type { InstallPage } from './install-page.ts'

const again = 'Open the install link again to begin anew.'
const tellUs = 'Tell whoever runs this Homing relay: only they can mend it.'

/** Every way in which an installation ends other than well: what happened and what to do. */
export const callbackEnds = {
  denied: {
    code: 'denied',
    status: 403,
    title: 'Homing was not installed',
    text: [
      'HubSpot says that you did not agree. Nothing was installed or changed.',
      `If that was a slip: ${again.toLowerCase()}`,
    ],
  },
  refused_by_hubspot: {
    code: 'refused_by_hubspot',
    status: 400,
    title: 'Homing was not installed',
    text: [
      'HubSpot broke the installation off. Nothing was installed.',
      `You must be a super admin, or may install apps from the marketplace. ${again}`,
    ],
  },
  state_unknown: {
    code: 'state_unknown',
    status: 400,
    title: 'This installation cannot be finished',
    text: [
      'The address was changed or did not come from an installation that began here. Nothing was installed.',
      again,
    ],
  },
  state_used: {
    code: 'state_used',
    status: 410,
    title: 'This step is already done',
    text: [
      'This installation has been finished before, and a page like this can be used once only.',
      `If Homing said before that it is connected, nothing is missing: close this page. Otherwise: ${again.toLowerCase()}`,
    ],
  },
  state_expired: {
    code: 'state_expired',
    status: 410,
    title: 'This took too long',
    text: ['An installation must be finished within ten minutes. Nothing was installed.', again],
  },
  other_browser: {
    code: 'other_browser',
    status: 403,
    title: 'This installation began in another browser',
    text: [
      'For your safety an installation ends in the browser in which it began, with cookies allowed. Nothing was installed.',
      'If somebody sent you this address, do not use it.',
      again,
    ],
  },
  code_refused: {
    code: 'code_refused',
    status: 400,
    title: 'HubSpot does not know this installation any more',
    text: ["HubSpot's code was used already or has expired. Nothing was installed by this page.", again],
  },
  not_allowed: {
    code: 'not_allowed',
    status: 403,
    title: 'HubSpot does not let you install Homing',
    text: [
      'HubSpot says that you may not connect an app to this account. Nothing was installed.',
      'Ask a super admin of the account to open the install link.',
    ],
  },
  token_unusable: {
    code: 'token_unusable',
    status: 502,
    title: 'HubSpot did not confirm the account',
    text: ['HubSpot gave access, but does not say for which account. Nothing was installed.', again],
  },
  app_refused: {
    code: 'app_refused',
    status: 502,
    title: 'Homing is not set up correctly',
    text: [
      "HubSpot does not accept this relay's app: its client id, secret or address is wrong. Nothing was installed.",
      tellUs,
    ],
  },
  other_master_key: {
    code: 'other_master_key',
    status: 500,
    title: 'Homing is not set up correctly',
    text: [
      "Processes of this relay have different master keys, so that the account's tokens cannot be kept. Nothing was installed.",
      tellUs,
    ],
  },
  hubspot_failing: {
    code: 'hubspot_failing',
    status: 503,
    title: 'HubSpot did not answer',
    text: ['Nothing was installed.', `Wait a minute. ${again}`],
  },
  wrong_account_type: {
    code: 'wrong_account_type',
    status: 403,
    title: 'This kind of HubSpot account cannot use Homing',
    text: [
      'You chose an app developer account, which has no contacts to write to. Nothing was installed.',
      'Choose a standard account, a sandbox or a developer test account. ' + again,
    ],
  },
  portal_in_other_workspace: {
    code: 'portal_in_other_workspace',
    status: 409,
    title: 'This HubSpot account already belongs to another workspace',
    text: [
      'An account stays in the workspace in which it was first installed, so that its conversations stay with it. Nothing was changed.',
      'To renew the connection use the link without a workspace, or the one of its own workspace.',
    ],
  },
  workspace_of_other_portal: {
    code: 'workspace_of_other_portal',
    status: 409,
    title: 'This workspace belongs to another HubSpot account',
    text: [
      'A workspace stays with the first account that was installed in it. Nothing was installed.',
      'Did you choose the wrong account in HubSpot? Then open the install link again and choose the right one. Otherwise ask for a link to a workspace of its own.',
    ],
  },
  private_edition: {
    code: 'private_edition',
    status: 409,
    title: 'This HubSpot account uses the private edition',
    text: [
      'The account is already served by this relay with an app of its own. Nothing was changed.',
      'To change to the marketplace edition, ask whoever runs the relay to take the account out of its configuration first.',
    ],
  },
} satisfies Record<string, InstallPage>

export function missingScopes(scopes: readonly string[]): InstallPage {
  return {
    code: 'missing_scopes',
    status: 403,
    title: 'A permission is missing',
    text: [
      `Homing cannot work without: ${scopes.join(', ')}. HubSpot did not grant it, so nothing was installed.`,
      `Ask a super admin of the account to install Homing and to agree to all it asks for. ${again}`,
    ],
  }
}

/** Homing works, or works again. */
export function connectedPage(
  outcome: 'installed' | 'connected_again' | 'was_connected',
  portal: { portalId: string; hubDomain: string | null; workspace: string },
): InstallPage {
  const account = `${portal.portalId}${portal.hubDomain ? ` (${portal.hubDomain})` : ''}`
  const said = {
    installed: `HubSpot account ${account} is connected to the workspace ${portal.workspace}.`,
    connected_again: `HubSpot account ${account} is connected again to its workspace ${portal.workspace}. Its lines and conversations are as before, and what waited goes on.`,
    was_connected: `HubSpot account ${account} was connected already; its connection was renewed. Nothing else changed.`,
  }[outcome]
  return {
    code: outcome,
    status: 200,
    title: outcome === 'was_connected' ? 'Homing was connected already' : 'Homing is connected',
    text: [
      said,
      'Go back to HubSpot and open a contact: the Homing card is there to be added to the record. You may close this page.',
    ],
  }
}
