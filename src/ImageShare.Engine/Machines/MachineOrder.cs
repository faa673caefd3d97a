using Azure.ResourceManager.Compute;
using ImageShare.Model;

namespace ImageShare.Engine.Machines;

/// <summary>All that is decided about a VM before anything is made.</summary>
/// <param name="Spec">The wish.</param>
/// <param name="Names">Ids of all that belongs to it.</param>
/// <param name="Plan">What is made, in which order.</param>
/// <param name="Access">The image, and whose token the VM's request must show.</param>
/// <param name="Machine">The VM's request.</param>
internal sealed record MachineOrder(
    SharedImageVMSpec Spec, MachineNames Names, MachinePlan Plan, ImageAccess Access, VirtualMachineData Machine);
