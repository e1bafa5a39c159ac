import { Module, type DynamicModule, type FactoryProvider, type ModuleMetadata } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JournalModule } from '../journal/journal.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { MailModule } from '../mail/mail.module.js';
import { AccountController } from './account.controller.js';
import { AccountsModule } from './accounts.module.js';
import { CallLimitsService } from './call-limits.service.js';
import { CallerGuard } from './caller.guard.js';
import { KeysController } from './keys.controller.js';
import { AttemptsService } from './people/attempts.service.js';
import { AuthController, OwnSignInController } from './people/auth.controller.js';
import { HomesService, OPEN_BALANCE, type OpenBalance } from './people/homes.service.js';
import { SignInService } from './people/sign-in.service.js';

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
      controllers: [AccountController, AuthController, KeysController, OwnSignInController],
      providers: [
        AttemptsService,
        CallLimitsService,
        HomesService,
        SignInService,
        { provide: OPEN_BALANCE, ...opening },
        CallerGuard,
        { provide: APP_GUARD, useExisting: CallerGuard },
      ],
    };
  }
}
