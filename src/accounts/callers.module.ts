import { Module, type DynamicModule, type FactoryProvider, type ModuleMetadata } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { PrismaService } from '../database/prisma.service.js';
import { JournalModule } from '../journal/journal.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { MailModule } from '../mail/mail.module.js';
import { AccountController } from './account.controller.js';
import { AccountsModule } from './accounts.module.js';
import { CallLimitsService } from './call-limits.service.js';
import { CallerGuard } from './caller.guard.js';
import { CodesService } from './factors/codes.service.js';
import { ConfirmationService } from './factors/confirmation.service.js';
import { FactorSignInController } from './factors/factor-sign-in.controller.js';
import { FactorSignInService } from './factors/factor-sign-in.service.js';
import { FactorsController } from './factors/factors.controller.js';
import { PasskeyProofService } from './factors/passkey-proof.service.js';
import { PasskeysController } from './factors/passkeys.controller.js';
import { PasskeysService } from './factors/passkeys.service.js';
import { SecondFactorService } from './factors/second-factor.service.js';
import { SignInStepsService } from './factors/sign-in-steps.service.js';
import { KeysController } from './keys.controller.js';
import { OidcClientService } from './oidc/oidc-client.service.js';
import { OidcController } from './oidc/oidc.controller.js';
import { OidcSignInService } from './oidc/oidc-sign-in.service.js';
import { AttemptsService } from './people/attempts.service.js';
import { AUTH, createAuth } from './people/auth.js';
import { AuthController } from './people/auth.controller.js';
import { DevicesService } from './people/devices.service.js';
import { OperatorDoorService } from './operator-door.service.js';
import { HomesService, OPEN_BALANCE, type OpenBalance } from './people/homes.service.js';
import { InvitationsService } from './people/invitations.service.js';
import { NoticesService } from './people/notices.service.js';
import { OwnSignInController } from './people/own-sign-in.controller.js';
import { PasswordLanesService } from './people/password-lanes.service.js';
import { PasswordsService } from './people/passwords.service.js';
import { SessionStartService } from './people/session-start.service.js';
import { SessionsService } from './people/sessions.service.js';
import { SignInPaceService } from './people/sign-in-pace.service.js';
import { SignInService } from './people/sign-in.service.js';
import { SignUpService } from './people/sign-up.service.js';

/** Who calls, for all routes of the service, and the routes of accounts and people themselves. */
@Module({})
export class CallersModule {
  /** `useFactory` makes the function that opens the balance which an account needs from its first moment. */
  static forRootAsync({
    imports = [],
    ...opening
  }: Pick<ModuleMetadata, 'imports'> & Pick<FactoryProvider<OpenBalance>, 'inject' | 'useFactory'>): DynamicModule {
    return {
      module: CallersModule,
      imports: [...imports, AccountsModule, JournalModule, LimitsModule, MailModule],
      controllers: [
        AccountController,
        AuthController,
        FactorsController,
        FactorSignInController,
        KeysController,
        OidcController,
        OwnSignInController,
        PasskeysController,
      ],
      providers: [
        AttemptsService,
        CallLimitsService,
        OperatorDoorService,
        CodesService,
        ConfirmationService,
        DevicesService,
        FactorSignInService,
        HomesService,
        InvitationsService,
        NoticesService,
        OidcClientService,
        OidcSignInService,
        PasskeyProofService,
        PasskeysService,
        PasswordLanesService,
        PasswordsService,
        SecondFactorService,
        SessionStartService,
        SessionsService,
        SignInPaceService,
        SignInService,
        SignInStepsService,
        SignUpService,
        { provide: OPEN_BALANCE, ...opening },
        {
          provide: AUTH,
          inject: [SETTINGS, PrismaService, HomesService],
          useFactory: (settings: Settings, prisma: PrismaService, homes: HomesService) =>
            createAuth({ settings, prisma, home: (personId, cameByOidc) => homes.home(personId, cameByOidc) }),
        },
        CallerGuard,
        { provide: APP_GUARD, useExisting: CallerGuard },
      ],
    };
  }
}
