import type { FastifyInstance } from 'fastify'
import { canGrant, readConsent, type Consent } from './oauth-app.ts'
import type { OAuthDesk } from './oauth-desk.ts'

const escape = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escape(title)}</title><h1>${escape(title)}</h1>${content}</html>`
}

/** What an admin sees at app.hubspot.com: choose an account, look at what the app asks for, agree or not. */
export function authorizeRoutes(server: FastifyInstance, desk: OAuthDesk): void {
  const queryOf = (url: string) => new URL(url, 'http://hubspot').searchParams

  server.get('/oauth/authorize', async (request, reply) => {
    const query = queryOf(request.url)
    let consent: Consent
    try {
      consent = readConsent(query, desk.apps)
    } catch (error) {
      return reply
        .code(400)
        .type('text/html')
        .send(page('Authorization failed', `<p>${escape((error as Error).message)}</p>`))
    }
    const scopes = consent.scopes.map((scope) => `<li>${escape(scope)}`).join('')
    const choices = [...desk.accounts.values()].map(
      ({ portalId, tier = 'professional', hubDomain = 'company.example' }) => {
        const refused = consent.scopes.filter((scope) => !canGrant(scope, tier))
        const button = (answer: string, label: string) => `<button name="answer" value="${answer}">${label}</button>`
        const may =
          refused.length > 0
            ? `this edition does not include ${escape(refused.join(', '))}`
            : button('agree', 'Connect app')
        return `<form method="post" action="/oauth/authorize?${escape(query.toString())}"><input type="hidden" name="portalId" value="${portalId}">${portalId} (${escape(hubDomain)}) ${may} ${button('deny', 'Cancel')}</form>`
      },
    )
    return reply.type('text/html').send(page('Connect app to HubSpot', `<ul>${scopes}</ul>${choices.join('')}`))
  })

  // The form's `withhold` is no button of HubSpot's: it stands for an app whose uploaded scopes are not those asked for.
  server.post('/oauth/authorize', async (request, reply) => {
    const consent = readConsent(queryOf(request.url), desk.apps)
    const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
    const back = new URL(consent.redirectUri)
    if (form.get('answer') === 'agree') {
      const withheld = form.getAll('withhold')
      const scopes = consent.scopes.filter((scope) => !withheld.includes(scope))
      back.searchParams.set('code', desk.agree({ ...consent, scopes }, Number(form.get('portalId'))))
    } else {
      back.searchParams.set('error', 'access_denied')
      back.searchParams.set('error_description', 'The user denied the request')
    }
    if (consent.state !== null) back.searchParams.set('state', consent.state)
    return reply.redirect(back.href, 302)
  })
}
