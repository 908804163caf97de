return Gateway.Simulation.SimulationCommand.Invoke(args, Console.WriteLine);
