/**
 * What a browser (Chromium, with a virtual authenticator and an ES256 key) answered at http://localhost:4011: making a passkey,
 * then proving it twice. Recorded, so that the server is tried against bytes that it did not make itself.
 */
export const RECORDED = {
  origin: 'http://localhost:4011',
  challenges: {
    registration: 'challenge one, for registering',
    first: 'challenge two, for proving',
    second: 'challenge three, for proving',
  },
  registration: {
    id: 'NW-EV5XJLlAALBNyiQMICDJB8rcxn2Mn6zEkgsm_9xk',
    rawId: 'NW-EV5XJLlAALBNyiQMICDJB8rcxn2Mn6zEkgsm_9xk',
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      attestationObject:
        'o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVikSZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NFAAAAAQECAwQFBgcI' +
        'AQIDBAUGBwgAIDVvhFeVyS5QACwTcokDCAgyQfK3MZ9jJ-sxJILJv_cZpQECAyYgASFYIJbf64-9-cgdG7qGut5CzodE3zkJURnC' +
        '4UZaY3l7bErvIlggr_9_orBHSlNTdvuYF_xf_HJVwVYAR5lM-5f58HIOCFs',
      clientDataJSON:
        'eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiWTJoaGJHeGxibWRsSUc5dVpTd2dabTl5SUhKbFoybHpkR1Z5' +
        'YVc1biIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6NDAxMSIsImNyb3NzT3JpZ2luIjpmYWxzZX0',
      transports: ['internal'],
    },
  },
  first: {
    id: 'NW-EV5XJLlAALBNyiQMICDJB8rcxn2Mn6zEkgsm_9xk',
    rawId: 'NW-EV5XJLlAALBNyiQMICDJB8rcxn2Mn6zEkgsm_9xk',
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      authenticatorData: 'SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg',
      clientDataJSON:
        'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiWTJoaGJHeGxibWRsSUhSM2J5d2dabTl5SUhCeWIzWnBibWMiLCJv' +
        'cmlnaW4iOiJodHRwOi8vbG9jYWxob3N0OjQwMTEiLCJjcm9zc09yaWdpbiI6ZmFsc2V9',
      signature: 'MEQCIEHqQlDVqo2Y2opiM0N0lhtz5a3r27xrEzqDi2yjVzbbAiALGaXHiwSmutUIzl34k-sRRa1FWpLYo7Lt1QyQLxsiNg',
      userHandle: 'dXNyX3JlY29yZGVk',
    },
  },
  second: {
    id: 'NW-EV5XJLlAALBNyiQMICDJB8rcxn2Mn6zEkgsm_9xk',
    rawId: 'NW-EV5XJLlAALBNyiQMICDJB8rcxn2Mn6zEkgsm_9xk',
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      authenticatorData: 'SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw',
      clientDataJSON:
        'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiWTJoaGJHeGxibWRsSUhSb2NtVmxMQ0JtYjNJZ2NISnZkbWx1Wnci' +
        'LCJvcmlnaW4iOiJodHRwOi8vbG9jYWxob3N0OjQwMTEiLCJjcm9zc09yaWdpbiI6ZmFsc2V9',
      signature: 'MEQCIGYWBcEE_PQs1IzKzMII66QgaGU4Q3OjjCRU8xW-wOajAiAo5bT6iB_J9LQ1n0RoiKZlj5gxLyddA21VkkvOenAhsQ',
      userHandle: 'dXNyX3JlY29yZGVk',
    },
  },
} as const;
