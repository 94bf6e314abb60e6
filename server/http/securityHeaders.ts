// What a browser may do with our pages: load from here, talk to here, and be framed by nobody.
import type { RequestHandler } from 'express';
import helmet from 'helmet';

export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        // The bundler writes the smallest fonts and pictures into the style sheet.
        fontSrc: ["'self'", 'data:'],
        imgSrc: ["'self'", 'data:'],
        // Older Safari does not count a socket as 'self'.
        connectSrc: ["'self'", 'ws:', 'wss:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
    // Boards also hang in networks without https, where browsers only complain about these three; whether a name is
    // https for good is for whoever ends TLS to say.
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });
}
