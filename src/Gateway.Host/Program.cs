using System.Globalization;
using Gateway.Host.Commands;

// Figures and dates look the same on every machine.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

return await GatewayCommand.RunAsync(args);
