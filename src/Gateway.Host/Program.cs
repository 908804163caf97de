using Gateway.Host.Commands;

return await GatewayCommand.RunAsync(args);
